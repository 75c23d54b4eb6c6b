import type { Response } from "express";
import { notesOf } from "./request-notes.ts";

/** Answers with the product's error shape. `details` is for mistakes of a payload. */
export function sendError(
  response: Response,
  status: number,
  code: string,
  message: string,
  details?: unknown,
): void {
  notesOf(response).code = code;
  response
    .status(status)
    .json({ error: { code, message, ...(details === undefined ? {} : { details }) } });
}

/** Answers 405. @param methods those that the path takes */
export function sendNotAllowed(response: Response, methods: readonly string[]): void {
  const allow = methods.join(", ");
  response.setHeader("Allow", allow);
  sendError(response, 405, "method_not_allowed", `this path takes ${allow}`);
}
