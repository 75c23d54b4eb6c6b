/** A test's delivery that comes again, as its sender sends again what was not answered to its liking. */

import type { RunValues } from "../engine/walk/run-scope.ts";
import type { TriggeredFlow } from "../flows/compiled-flow.ts";
import type { TestCase } from "../generated/test.ts";
import type { TriggerPayload } from "../journal/records.ts";
import { dedupeOf } from "../triggers/webhook.ts";
import type { Redelivery } from "./offline-run.ts";

/** Between deliveries of a sender of whom nothing is known, in milliseconds. */
const UNKNOWN_MS = 60_000;

/**
 * What comes again of a case; undefined where its delivery comes once.
 * @throws WebhookRejection 422 when the dedupe key can't be made of the payload
 */
export function redeliveryOf(
  { deliveries = 1 }: Pick<TestCase, "deliveries">,
  flow: TriggeredFlow,
  payload: TriggerPayload,
  values: RunValues,
): Redelivery | undefined {
  const { webhook } = flow;
  if (deliveries === 1 || webhook === undefined || !("body" in payload)) return undefined;
  const known = webhook.resendsMs;
  const last = known.at(-1) ?? UNKNOWN_MS;
  const times = typeof deliveries === "number" ? deliveries - 1 : known.length;
  const pausesMs = Array.from({ length: times }, (_, index) => known[index] ?? last);
  return { pausesMs, dedupe: dedupeOf({ webhook }, payload, values) };
}
