import type { TriggeredFlow } from "../flows/compiled-flow.ts";
import type { TestTrigger } from "../generated/test.ts";
import type { TriggerPayload, WebhookPayload } from "../journal/records.ts";
import { deliveryOf } from "../triggers/delivery-of.ts";
import { deliveryByHand } from "../triggers/payload-by-hand.ts";
import { timeWithZone } from "../written-time.ts";

/** When the clock of a test begins that says nothing: a Monday, nine in the morning in Việt Nam. */
const START = "2026-01-05T02:00:00.000Z";

/** What a test starts its run with: its own parts over the flow's sample, or a schedule's slot. */
export function testPayload(flow: TriggeredFlow, trigger: TestTrigger = {}): TriggerPayload {
  const { sample: fromSample = true, scheduled_at, inputs, ...parts } = trigger;
  if (inputs !== undefined || flow.flow.on === undefined) return { inputs: inputs ?? {} };
  if (flow.webhook === undefined || scheduled_at !== undefined)
    return { scheduled_at: new Date(momentOf(scheduled_at ?? START)).toISOString() };
  const delivery = deliveryOf(
    flow.webhook,
    fromSample ? flow.webhook.sample : undefined,
    momentOf(START),
  );
  return deliveryByHand(merged(withSmallNames(delivery), withSmallNames(parts)) as object);
}

/** With the names of its headers in small letters, so that one of a test goes over that of the sample. */
function withSmallNames(parts: Partial<WebhookPayload>): object {
  const named = Object.entries(parts.headers ?? {}).map(([name, value]) => [
    name.toLowerCase(),
    value,
  ]);
  return { ...parts, headers: Object.fromEntries(named) };
}

/** When the run of a payload begins, in milliseconds since 1970. */
export function startOf(payload: TriggerPayload): number {
  if ("inputs" in payload) return momentOf(START);
  return momentOf("scheduled_at" in payload ? payload.scheduled_at : payload.received_at);
}

/** The schema has let no other text through. */
function momentOf(text: string): number {
  return timeWithZone(text) as number;
}

/** Maps are merged at every depth; anything else of `over` replaces what is below. */
function merged(base: unknown, over: unknown): unknown {
  if (!isMap(base) || !isMap(over)) return structuredClone(over);
  const result = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(over)) result.set(key, merged(result.get(key), value));
  return Object.fromEntries(result);
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
