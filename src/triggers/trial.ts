/** Deliveries by which a sender tries whether somebody is there: they start no run. */
import { isDeepStrictEqual } from "node:util";
import { isJsonObject } from "../documents/json-object.ts";
import type { Trial } from "../generated/flow.ts";
import { readPayload, type WebhookRequest } from "./webhook.ts";
import { WebhookRejection } from "./webhook-rejection.ts";

/** The largest body of a trial, in bytes: a larger one is not looked into. */
const LARGEST = 4_096;

/** Whether a request is one of the trials. */
export function isTrial(trials: readonly Trial[], request: WebhookRequest): boolean {
  if (trials.length === 0 || request.body.length > LARGEST) return false;
  const body = bodyOf(request);
  return body !== undefined && trials.some((trial) => isLike(body, trial.body));
}

/** An empty body is one with nothing in it. */
function bodyOf(request: WebhookRequest): unknown {
  try {
    return readPayload({ ...request, query: "" }).body ?? {};
  } catch (error) {
    if (error instanceof WebhookRejection) return undefined;
    throw error;
  }
}

function isLike(value: unknown, wanted: unknown): boolean {
  if (!isJsonObject(wanted) || !isJsonObject(value)) return isDeepStrictEqual(value, wanted);
  const fields = Object.entries(wanted);
  if (fields.length === 0) return Object.keys(value).length === 0;
  return fields.every(([name, part]) => Object.hasOwn(value, name) && isLike(value[name], part));
}
