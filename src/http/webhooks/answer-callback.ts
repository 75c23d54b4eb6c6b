import type { Response } from "express";
import type { FoundCallback } from "../../engine/accept/callback-routes.ts";
import type { Created } from "../../journal/ports.ts";
import type { WebhookPayload } from "../../journal/records.ts";
import { readPayload, type WebhookRequest } from "../../triggers/webhook.ts";
import { sendError, sendNotAllowed } from "../server/error-response.ts";
import { sendJson } from "../server/send-json.ts";
import { notesOf } from "./request-notes.ts";

export interface CallbackOptions {
  /** The way on which a path is a callback. */
  readonly findCallback: (path: string) => FoundCallback | undefined;
  /** Gives a callback to the run that waits for it; undefined when none does. */
  readonly deliver: (
    path: string,
    key: string,
    payload: WebhookPayload,
  ) => Promise<Created | undefined>;
}

/**
 * Gives a request to the run that waits for it.
 * @returns false when the path is no callback
 * @throws WebhookRejection when the body can't be read
 */
export async function answerCallback(
  received: WebhookRequest,
  response: Response,
  { findCallback, deliver }: CallbackOptions,
): Promise<boolean> {
  const found = findCallback(received.path);
  if (found === undefined) return false;
  const { route, key } = found;
  if (!route.methods.includes(received.method)) {
    sendNotAllowed(response, route.methods);
    return true;
  }
  const payload = readPayload({ ...received, params: { key } });
  const delivered = await deliver(route.path, key, payload);
  if (delivered === undefined)
    sendError(response, 404, "no_such_wait", "no run waits for this callback, or not any more");
  else {
    const { id, duplicate } = delivered;
    const notes = notesOf(response);
    notes.runId = id;
    notes.result = "callback";
    if (duplicate) sendJson(response, 200, { run_id: id, duplicate });
    else sendJson(response, 202, { run_id: id });
  }
  return true;
}
