import type { YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import type { WebhookTrigger } from "../generated/flow.ts";
import type { DeliveryKind } from "../platforms/deliveries.ts";
import type { TreeTemplate } from "../templates/tree.ts";
import { dedupeKeyOf, itemsOf } from "./compile-sender.ts";
import type { CompiledItems } from "./compiled-flow.ts";
import { kindOfEntry } from "./items.ts";
import { problemAt } from "./parse-flow.ts";

/** What a delivery with a list is, and what is known of one of its entries. */
export interface ItemsOfSender {
  readonly items: CompiledItems | undefined;
  /** Of the body of a run. */
  readonly kind: DeliveryKind | undefined;
}

/** Compiles `on.webhook.items`. */
export function compileItems(
  document: YamlDocument,
  webhook: WebhookTrigger,
  sender: DeliveryKind | undefined,
  problems: Problem[],
): ItemsOfSender {
  const path = itemsOf(webhook);
  if (path === undefined) return { items: undefined, kind: sender };
  const report = (message: string, hint: string, rule = "wrong-value") =>
    problems.push(problemAt(document, ["on", "webhook", "items"], rule, message, hint));
  if (dedupeKeyOf(webhook) === undefined)
    report(
      "a list that comes again would start all of its runs again",
      'name what makes two entries the same: dedupe: { key: "{{body.id}}" }',
      "missing-field",
    );
  const kind = sender && kindOfEntry(sender, path);
  if (sender?.body !== undefined && kind?.body === undefined)
    report(`${sender.name} has no list "${path}"`, "write the path of a list in its body");
  return { items: { path, checkWhole: sender?.checkBody }, kind };
}

/** Tells of a dedupe key that is one for all entries: the first would start a run, and no other. */
export function checkEntryKey(
  document: YamlDocument,
  { references }: TreeTemplate,
  problems: Problem[],
): void {
  if (references.some(({ reference: { path } }) => path[0] === "body")) return;
  const at = ["on", "webhook", "dedupe", "key"];
  const message = "all entries of a list have this key: only the first would start a run";
  const hint = 'take a field of the entry into it: "{{body.id}}"';
  problems.push(problemAt(document, at, "wrong-value", message, hint));
}
