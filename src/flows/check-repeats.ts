/**
 * Warns of webhooks whose sender may make one event two messages: a machine sends again what was not
 * answered to its liking. A chatbot does not, and a webhook can't tell who calls; so
 * only where it shows is anything said.
 */
import type { YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import type { Flow, WebhookTrigger } from "../generated/flow.ts";
import { deliveryKinds } from "../platforms/installed.ts";
import { RULES } from "../rules.ts";
import { dedupeKeyOf } from "./compile-sender.ts";
import type { FlowSurroundings } from "./compiled-flow.ts";
import type { SourceTree, StepNode } from "./source-tree.ts";

/** Warns of a webhook without `dedupe` whose runs send messages, and that a machine calls. */
export function checkRepeats(
  document: YamlDocument,
  flow: Flow,
  { all }: SourceTree,
  actions: FlowSurroundings["actions"],
): Problem[] {
  const webhook = flow.on?.webhook;
  if (webhook === undefined || dedupeKeyOf(webhook) !== undefined) return [];
  const actionOf = ({ step }: StepNode) => actions.get(step.uses ?? "");
  const message = all.find((node) => actionOf(node)?.sends !== undefined);
  const byPhone = all.some((node) => actionOf(node)?.connection !== undefined && goesByPhone(node));
  if (message === undefined || !(isMachine(webhook) || byPhone)) return [];
  return [
    {
      rule: "no-dedupe",
      severity: RULES["no-dedupe"].severity,
      message: `a delivery that is sent again sends the message of step "${message.id}" again`,
      hint: 'name what makes two deliveries the same: dedupe: { key: "{{body.order_id}}" }',
      ...document.keySpanOf(["on", "webhook"]),
    },
  ];
}

/** Whether it is known to send again, signs, logs in, or wants to hear something of its own: a chatbot does none of it. */
function isMachine({ accepted, auth = [], from = "" }: WebhookTrigger): boolean {
  if (deliveryKinds.get(from)?.resends !== undefined) return true;
  return accepted !== undefined || auth.some((way) => OF_MACHINES.some((kind) => kind in way));
}

const OF_MACHINES = ["hmac", "standard_webhooks", "basic", "ip", "body", "signature"];

/** Whether a customer is known by the phone that was sent; a chatbot says the user's id. */
function goesByPhone({ step }: StepNode): boolean {
  const phone = step.with?.["phone"];
  return typeof phone === "string" && /\btrigger\.(body|query|params)\b/.test(phone);
}
