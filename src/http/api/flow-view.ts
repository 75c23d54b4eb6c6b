import type { TriggeredFlow, WebhookFlow } from "../../flows/compiled-flow.ts";
import { aroundEntries } from "../../flows/items.ts";
import { outline } from "../../flows/outline.ts";
import { stepsOf } from "../../flows/step-tree.ts";
import type { Flow, FlowSummary, Reload } from "../../generated/admin-api.ts";
import type { WebhookPayload } from "../../journal/records.ts";
import { maskPersonal } from "../../telemetry/mask-personal.ts";
import { deliveryOf } from "../../triggers/delivery-of.ts";
import { nextSlots } from "../../triggers/slots.ts";
import { curlCommand } from "./curl-command.ts";

/** How many of the next runs of a schedule are shown. */
const NEXT_RUNS = 5;

/** What is known of a flow besides its files. */
export interface FlowSurroundings {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly counts: Flow["counts"];
  /** What the last reload says of all files. */
  readonly problems: Reload["problems"];
  /** The webhook listener's own address, and where senders reach it, if settings say so. */
  readonly webhookUrl: string;
  /** Masks secrets in plain data. */
  readonly redact: (value: unknown) => unknown;
  readonly publicUrl: string | undefined;
}

/** A flow in a list. */
export function flowSummary({
  name,
  version,
  source,
  flow,
  webhook,
  schedules,
}: TriggeredFlow): FlowSummary {
  return {
    name,
    version,
    file: source.file,
    enabled: flow.enabled !== false,
    webhook: webhook === undefined ? null : { path: webhook.path, methods: [...webhook.methods] },
    schedules: schedules.map(({ cron, timezone, catchUp }) => ({
      cron,
      timezone,
      catch_up: catchUp,
    })),
  };
}

/** One flow, with the times of its next runs. */
export function flowDetails(
  flow: TriggeredFlow,
  { now, counts, problems, ...addresses }: FlowSurroundings,
): Flow {
  const summary = flowSummary(flow);
  return {
    ...summary,
    description: flow.flow.description ?? null,
    steps: stepsOf(flow).map((step) => ({
      id: step.id,
      kind: step.kind,
      ...(step.kind === "uses" ? { uses: step.action.name } : {}),
    })),
    next_runs: (summary.enabled ? flow.schedules : [])
      .flatMap((schedule) => nextSlots(schedule, now, NEXT_RUNS))
      .toSorted((one, two) => one - two)
      .slice(0, NEXT_RUNS)
      .map((at) => new Date(at).toISOString()),
    text: flow.source.text,
    ...outline(flow.source),
    ...(isWebhookFlow(flow) ? calledAs(flow, now, addresses) : NOT_CALLED),
    counts,
    inputs: flow.flow.inputs ?? null,
    problems: problems.filter(({ where }) => where.file === flow.source.file),
  };
}

type Calling = Pick<Flow, "sample" | "curl" | "public_url">;

const NOT_CALLED = { sample: null, curl: null, public_url: null } as unknown as Calling;

/** How its webhook is called; nobody in the sample is a real person any more. */
function calledAs(
  flow: WebhookFlow,
  now: number,
  { webhookUrl, publicUrl, redact }: Pick<FlowSurroundings, "webhookUrl" | "publicUrl" | "redact">,
): Calling {
  const { webhook } = flow;
  // Secrets first: of one that is masked in part as somebody's, the rest would not be found.
  const { body: sampled, ...around } = deliveryOf(webhook, webhook.sample, now);
  const { items } = webhook;
  const body = items === undefined ? sampled : aroundEntries([sampled], items.path);
  const delivery = maskPersonal(redact({ ...around, body }) as WebhookPayload);
  const isOff = flow.flow.enabled === false;
  return {
    sample: (webhook.sample === undefined ? null : delivery.body) as Calling["sample"],
    curl: isOff ? null : curlCommand(flow, delivery, publicUrl ?? webhookUrl),
    public_url: publicUrl === undefined ? null : publicUrl + webhook.path,
  };
}

function isWebhookFlow(flow: TriggeredFlow): flow is WebhookFlow {
  return flow.webhook !== undefined;
}
