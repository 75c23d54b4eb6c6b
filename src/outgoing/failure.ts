/**
 * Why a call failed that was answered: error codes, then statuses decide, never the text of an
 * answer. Answers may hold customers' data, so no message quotes them.
 */
import { ActionError, type FailureReason } from "../errors.ts";

interface Meaning {
  readonly reason: FailureReason;
  readonly text: string;
}

const meaning = (reason: FailureReason, text: string): Meaning => ({ reason, text });

/** Messenger's error codes, alone or as `code/subcode` (Meta). */
const BY_ERROR_CODE: { readonly [code: string]: Meaning } = {
  "10/2018278": meaning("outside_window", "outside the 24-hour window"),
  "100/2018001": meaning("not_found", "no such user"),
  "100": meaning("invalid_request", "a parameter is wrong"),
  "190": meaning("bad_credentials", "the token is wrong or was reset"),
  "200": meaning("forbidden", "a permission is missing"),
  "230": meaning("forbidden", "a permission is missing"),
  "368": meaning("forbidden", "the page is blocked for abuse"),
  "551": meaning("user_unavailable", "the user can't be reached"),
  "4": meaning("rate_limited", "too many calls"),
  "613": meaning("rate_limited", "too many calls"),
  "2": meaning("unavailable", "a temporary failure"),
  "1200": meaning("unavailable", "a temporary failure"),
};

const BY_STATUS: { readonly [status: string]: Meaning } = {
  401: meaning("bad_credentials", "the credentials were refused"),
  403: meaning("forbidden", "not allowed"),
  404: meaning("not_found", "not found"),
  408: meaning("unavailable", "the other side waited too long for the request"),
  429: meaning("rate_limited", "too many calls"),
};

const REDIRECT = meaning("invalid_request", "a redirect that is not followed");
const REFUSED = meaning("invalid_request", "the request was refused");
const UNSUCCESSFUL = meaning("invalid_request", "it says that it did not succeed");
const BROKEN = meaning("unavailable", "the other side has a failure");

/** An error code of Messenger's (Meta). */
export interface ErrorCode {
  readonly code: number;
  readonly subcode: number | undefined;
}

/** An answer that is a failure. */
export interface FailedAnswer {
  /** Who answered, for the message: `AhaChat`, `POST crm.example.com/orders`. */
  readonly who: string;
  readonly status: number;
  readonly error?: ErrorCode | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly hint?: string | undefined;
}

/** What an answer means, by its error code if there is one, else by its status. */
export function answerFailure({
  who,
  status,
  error,
  retryAfterMs,
  hint,
}: FailedAnswer): ActionError {
  const { reason, text } = byErrorCode(error) ?? byStatus(status);
  const { code, shown } = naming(status, error);
  return new ActionError(reason, `${who} answered ${shown}: ${text}`, {
    code,
    status,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(hint === undefined ? {} : { hint }),
  });
}

function byErrorCode(error: ErrorCode | undefined): Meaning | undefined {
  if (error === undefined) return undefined;
  return BY_ERROR_CODE[`${error.code}/${error.subcode}`] ?? BY_ERROR_CODE[error.code];
}

function byStatus(status: number): Meaning {
  if (status < 300) return UNSUCCESSFUL;
  if (status >= 500) return BROKEN;
  if (status >= 300 && status < 400) return REDIRECT;
  return BY_STATUS[status] ?? REFUSED;
}

function naming(status: number, error: ErrorCode | undefined): { code: string; shown: string } {
  if (error === undefined) return { code: `http_${status}`, shown: `${status}` };
  const codes = [error.code, ...(error.subcode === undefined ? [] : [error.subcode])];
  return { code: `error_${codes.join("_")}`, shown: `${status}, code ${codes.join("/")}` };
}

/** The answer is larger than what is read. */
export function responseTooLarge(who: string, hint?: string): ActionError {
  return new ActionError(
    "invalid_request",
    `${who} answered with more than the largest size read`,
    {
      code: "response_too_large",
      ...(hint === undefined ? {} : { hint }),
    },
  );
}
