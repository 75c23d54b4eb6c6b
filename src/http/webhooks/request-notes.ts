import type { Response } from "express";
import type { FormTypes } from "../../flows/compiled-flow.ts";
import type { WebhookResult } from "../../telemetry/metrics/webhook-metrics.ts";
import type { WebhookRequest } from "../../triggers/webhook.ts";

/** What is found out about a request on the webhook listener while it is answered. */
export interface RequestNotes {
  /** The flow that listens on the path. */
  flow?: string;
  /** The path of that flow, with the names of its parameters. */
  path?: string;
  runId?: string;
  /** The sender's, behind the proxies that are trusted. */
  address?: string | undefined;
  /** How it went well; not set for a rejection. */
  result?: Exclude<WebhookResult, "rejected" | "aborted">;
  /** The error that was answered. */
  code?: string;
  message?: string;
  details?: unknown;
  /** What came; credentials are gone. */
  came?: WebhookRequest;
  /** The same, once its sender was let in. */
  received?: WebhookRequest;
  /** What the fields of its form are, as the flow's schema says. */
  formTypes?: FormTypes | undefined;
  /** How the log and the sender name the request. */
  requestId?: string;
}

/** The notes of a request; they are kept at its response. */
export function notesOf(response: Response): RequestNotes {
  return response.locals as RequestNotes;
}
