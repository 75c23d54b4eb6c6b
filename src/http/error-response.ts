import type { Response } from "express";

/** Answers with the product's error shape. `details` is for mistakes of a payload. */
export function sendError(
  response: Response,
  status: number,
  code: string,
  message: string,
  details?: unknown,
): void {
  response
    .status(status)
    .json({ error: { code, message, ...(details === undefined ? {} : { details }) } });
}
