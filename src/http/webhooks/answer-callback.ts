import type { Response } from "express";
import type { FoundCallback } from "../../engine/accept/callback-routes.ts";
import type { RunStore } from "../../journal/ports.ts";
import type { WebhookPayload } from "../../journal/records.ts";
import { readPayload, type WebhookRequest } from "../../triggers/webhook.ts";
import { sendError, sendNotAllowed, sendUnkept } from "../server/error-response.ts";
import { sendJson } from "../server/send-json.ts";
import { notesOf } from "./request-notes.ts";

export interface CallbackOptions {
  /** The way on which a path is a callback. */
  readonly findCallback: (path: string) => FoundCallback | undefined;
  /** Gives a callback to the run that waits for it, or will; see {@link RunStore.deliver}. */
  readonly deliver: (
    callback: FoundCallback,
    payload: WebhookPayload,
  ) => ReturnType<RunStore["deliver"]>;
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
  answer(response, await deliver(found, payload));
  return true;
}

function answer(
  response: Response,
  delivered: Awaited<ReturnType<CallbackOptions["deliver"]>>,
): void {
  if (delivered === undefined)
    return sendError(
      response,
      404,
      "no_such_wait",
      "no run waits for this callback, or not any more",
    );
  if (delivered === "too many")
    return sendUnkept(
      response,
      "too many callbacks of this path wait for their steps; send it again later",
      "too_many_early",
    );
  const notes = notesOf(response);
  notes.result = "callback";
  if (delivered === "early") return sendJson(response, 202, { early: true });
  const { id, duplicate } = delivered;
  notes.runId = id;
  if (duplicate) sendJson(response, 200, { run_id: id, duplicate });
  else sendJson(response, 202, { run_id: id });
}
