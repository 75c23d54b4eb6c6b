/**
 * Why a call failed that was answered: error codes, then statuses decide, never the text of an
 * answer. Answers may hold customers' data, so no message quotes them.
 */
import { ActionError, type FailureReason } from "../errors.ts";

/** Why a call failed: the reason that decides, and words for people. */
export interface Meaning {
  readonly reason: FailureReason;
  readonly text: string;
}

export const meaning = (reason: FailureReason, text: string): Meaning => ({ reason, text });

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

/** What an answer says of its failure besides the status. */
export interface SaidError {
  /** Codes from a closed list of the other side's: they are shown. None: it has none of its own. */
  readonly codes: readonly (string | number)[];
  /** Undefined: the status decides. */
  readonly meaning: Meaning | undefined;
}

/** An answer that is a failure. */
export interface FailedAnswer {
  /** Who answered, for the message: the title of a platform, `POST crm.example.com/orders`. */
  readonly who: string;
  readonly status: number;
  readonly said?: SaidError | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly hint?: string | undefined;
}

/** What an answer means, by what it says if that is known, else by its status. */
export function answerFailure({
  who,
  status,
  said,
  retryAfterMs,
  hint,
}: FailedAnswer): ActionError {
  const { reason, text } = said?.meaning ?? byStatus(status);
  const { code, shown } = naming(status, said);
  return new ActionError(reason, `${who} answered ${shown}: ${text}`, {
    code,
    status,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(hint === undefined ? {} : { hint }),
  });
}

function byStatus(status: number): Meaning {
  if (status < 300) return UNSUCCESSFUL;
  if (status >= 500) return BROKEN;
  if (status >= 300 && status < 400) return REDIRECT;
  return BY_STATUS[status] ?? REFUSED;
}

function naming(status: number, said: SaidError | undefined): { code: string; shown: string } {
  if (said === undefined || said.codes.length === 0)
    return { code: `http_${status}`, shown: `${status}` };
  const { codes } = said;
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
