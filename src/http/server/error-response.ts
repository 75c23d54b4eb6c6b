import type { Response } from "express";
import { AhaflowError } from "../../errors.ts";
import { notesOf } from "../webhooks/request-notes.ts";
import { sendJson } from "./send-json.ts";

/** Seconds after which a sender may try again while nothing can be kept. */
const RETRY_AFTER_S = "5";

/** Whether the journal could not keep something, which the log has said once already. */
export function isUnkept(error: unknown): error is AhaflowError {
  return error instanceof AhaflowError && error.code === "journal_write_failed";
}

/** Answers 503: nothing was kept. */
export function sendUnkept(response: Response, message: string, code = "not_kept"): void {
  response.setHeader("Retry-After", RETRY_AFTER_S);
  sendError(response, 503, code, message);
}

/** Answers with the product's error shape. `details` is for mistakes of a payload. */
export function sendError(
  response: Response,
  status: number,
  code: string,
  message: string,
  details?: unknown,
): void {
  const notes = notesOf(response);
  notes.code = code;
  notes.message = message;
  notes.details = details;
  notes.address = response.req.ip;
  const error = details === undefined ? { code, message } : { code, message, details };
  sendJson(response, status, { error });
}

/** Answers 405. @param methods those that the path takes */
export function sendNotAllowed(response: Response, methods: readonly string[]): void {
  const allow = methods.join(", ");
  response.setHeader("Allow", allow);
  sendError(response, 405, "method_not_allowed", `this path takes ${allow}`);
}
