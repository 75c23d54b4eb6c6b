import { isJsonObject } from "../documents/json-object.ts";
import type { SchemaMistake } from "../documents/schema-mistake.ts";
import { type SchemaValidator, shippedValidator } from "../documents/schema-validator.ts";
import type { CompiledItems, TriggeredFlow } from "../flows/compiled-flow.ts";
import { isFormSent } from "../flows/form-types.ts";
import { listAt } from "../flows/items.ts";
import { deliveryMistakes, sampleDelivery } from "../flows/sample-delivery.ts";
import type { TriggerPayload, WebhookPayload } from "../journal/records.ts";
import { timeWithZone } from "../written-time.ts";
import { deliveryOf } from "./delivery-of.ts";
import { withFormTypes } from "./form-types.ts";
import { withJsonTexts } from "./json-texts.ts";
import { payloadMistakes } from "./payload-mistakes.ts";
import { demandFit, keptHeaders } from "./webhook.ts";
import { WebhookRejection } from "./webhook-rejection.ts";

const checkSlot = shippedValidator({
  type: "object",
  additionalProperties: false,
  required: ["scheduled_at"],
  properties: { scheduled_at: { type: "string", format: "date-time" } },
});

/**
 * The payload of a run that somebody starts by hand: for a webhook a body or a whole delivery, for a
 * schedule `{scheduled_at}`, else the flow's inputs.
 * @param given undefined: the flow's sample, a slot now, no inputs
 * @param now milliseconds since 1970
 * @throws WebhookRejection 422 when it does not fit what the flow takes
 */
export function payloadByHand(flow: TriggeredFlow, given: unknown, now: number): TriggerPayload {
  const { name, webhook, schedules } = flow;
  if (webhook !== undefined) {
    if (given === undefined && webhook.sample === undefined)
      throw new WebhookRejection(
        422,
        "no_payload",
        `the flow ${name} has no sample: give a payload, or name a sample in on.webhook.sample`,
      );
    return checked(
      flow,
      deliveryByHand(deliveryOf(webhook, given === undefined ? webhook.sample : given, now)),
    );
  }
  if (schedules.length > 0)
    return checked(flow, slot(given ?? { scheduled_at: new Date(now).toISOString() }));
  return checked(flow, { inputs: given ?? {} });
}

/**
 * The payload of a replay: that of the first run, with what somebody has put right.
 * @param given a body, a whole delivery, `{scheduled_at}` or inputs; undefined: as it was
 * @throws WebhookRejection 422 when it does not fit what the flow takes now, 409 when the flow is
 *   not started this way any more
 */
export function payloadAgain(
  flow: TriggeredFlow,
  first: TriggerPayload,
  given: unknown,
): TriggerPayload {
  if ("inputs" in first) return checked(flow, given === undefined ? first : { inputs: given });
  if ("scheduled_at" in first) return checked(flow, given === undefined ? first : slot(given));
  if (given === undefined) return checked(flow, first);
  return checked(flow, deliveryByHand({ ...first, ...sampleDelivery(given) }));
}

/**
 * A delivery that somebody wrote, as the webhook would have kept it.
 * @throws WebhookRejection 422 when a part of it is none that can come
 */
export function deliveryByHand(parts: object): WebhookPayload {
  demand(deliveryMistakes, parts, "the delivery is not one");
  const payload = parts as WebhookPayload;
  const named = Object.entries(payload.headers).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    ...payload,
    headers: keptHeaders(Object.fromEntries(named)),
    received_at: inUtc(payload.received_at),
  };
}

function slot(given: unknown): TriggerPayload {
  demand(checkSlot, given, "a schedule's payload is its time");
  const { scheduled_at } = given as { scheduled_at: string };
  return { scheduled_at: inUtc(scheduled_at) };
}

/** A time that its schema has let through, as a run keeps it. */
function inUtc(time: string): string {
  return new Date(timeWithZone(time) as number).toISOString();
}

/** Holds a payload against what the flow takes. */
function checked(flow: TriggeredFlow, payload: TriggerPayload): TriggerPayload {
  if ("inputs" in payload) {
    if (flow.checkInputs === undefined && flow.flow.on !== undefined)
      throw triggerGone(flow, "called by other flows");
    demand(flow.checkInputs, payload.inputs, "the inputs don't fit the flow's inputs");
  } else if ("scheduled_at" in payload) {
    if (flow.schedules.length === 0) throw triggerGone(flow, "started by a schedule");
  } else {
    if (flow.webhook === undefined) throw triggerGone(flow, "started by a webhook");
    const { items, jsonFields, formTypes } = flow.webhook;
    const isForm = isFormSent(payload.headers) && isJsonObject(payload.body);
    const read = isForm ? withFormTypes(payload.body, formTypes) : payload.body;
    const body = oneEntry(items, withJsonTexts(read, jsonFields));
    const opened = { ...payload, body };
    demandFit(flow.webhook, opened);
    return opened;
  }
  return payload;
}

/** The entry that a run by hand is of: the body itself, or the only one of a whole delivery. */
function oneEntry(items: CompiledItems | undefined, body: unknown): unknown {
  const list = items && listAt(body, items.path);
  if (list === undefined) return body;
  if (list.length === 1) return list[0];
  throw new WebhookRejection(
    422,
    "payload_invalid",
    `a run by hand is of one entry, and ${items?.path} has ${list.length}: give one of them`,
  );
}

function demand(check: SchemaValidator | undefined, value: unknown, message: string): void {
  const mistakes: SchemaMistake[] = check?.(value) ?? [];
  if (mistakes.length > 0)
    throw new WebhookRejection(422, "payload_invalid", message, {
      details: payloadMistakes(mistakes),
    });
}

function triggerGone({ name }: TriggeredFlow, how: string): WebhookRejection {
  return new WebhookRejection(
    409,
    "trigger_gone",
    `the flow ${name} is not ${how} any more: its steps could not read what this run brought`,
  );
}
