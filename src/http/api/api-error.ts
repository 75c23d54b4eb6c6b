import type { Response } from "express";
import { AhaflowError } from "../../errors.ts";
import { isPayloadError } from "../../triggers/webhook.ts";
import { WebhookRejection } from "../../triggers/webhook-rejection.ts";
import { sendError } from "../server/error-response.ts";

/** An expected error, as the API answers it. */
export interface ApiError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly details?: unknown;
}

/** What an error says to the caller; undefined when it is none of the expected ones. */
export function apiErrorOf(error: unknown): ApiError | undefined {
  if (error instanceof WebhookRejection) {
    const { status, code, message, details } = error;
    return { status, code, message, ...(details === undefined ? {} : { details }) };
  }
  if (isPayloadError(error))
    return { status: 422, code: "concurrency_key_missing", message: error.message };
  if (!(error instanceof AhaflowError)) return undefined;
  const { code, message, hint } = error;
  if (code === "backup_running") return { status: 409, code, message };
  if (REPLAY_CODES.has(code))
    return { status: 422, code, message: hint === undefined ? message : `${message}; ${hint}` };
  return undefined;
}

/** Answers an expected error. @returns whether it was one */
export function sendApiError(error: unknown, response: Response): boolean {
  const found = apiErrorOf(error);
  if (found === undefined) return false;
  const { status, code, message, details } = found;
  sendError(response, status, code, message, details);
  return true;
}

const REPLAY_CODES: ReadonlySet<string> = new Set(["unknown_step", "step_not_finished"]);
