import type { FormTypes } from "../../flows/compiled-flow.ts";
import type { Delivery } from "../../journal/changes.ts";
import type { WebhookPayload } from "../../journal/records.ts";
import { readPayload, type WebhookRequest } from "../../triggers/webhook.ts";
import type { RequestNotes } from "./request-notes.ts";

/** Makes a delivery when somebody looks at it; what that keeps in memory are these values alone. */
export function deliveryLater(
  came: WebhookRequest,
  notes: RequestNotes,
  status: number,
): () => Delivery {
  return () => deliveryOf(came, notes, status);
}

/** What came on the webhook listener, and what it was answered. */
function deliveryOf(
  came: WebhookRequest,
  { flow, runId, code, message = "", details, formTypes }: RequestNotes,
  status: number,
): Delivery {
  return {
    ...shownPayload(came, formTypes),
    flow: flow ?? null,
    status,
    run_id: runId ?? null,
    error: code === undefined ? null : { code, message, details: details ?? null },
  };
}

/** A body that can't be parsed is left out. */
function shownPayload(received: WebhookRequest, types?: FormTypes): WebhookPayload {
  try {
    return readPayload(received, types);
  } catch {
    return readPayload({ ...received, query: "", body: new Uint8Array() });
  }
}
