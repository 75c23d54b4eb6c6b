/** What nobody knows of a call that failed: whether it arrived. */
import { ActionError } from "../../errors.ts";

/** Whether a failure leaves open that the call has arrived. */
export function isInDoubt({ reason }: ActionError): boolean {
  return reason === "timeout" || reason === "interrupted";
}

/**
 * What a failure is called of which a request had gone out, in a step that must not be done twice: all
 * that says `unavailable` leaves open what the other side has done, but for two answers that say that
 * it was not taken: 408 (RFC 9110, 15.5.9: the request did not come whole) and 503 with Retry-After.
 */
export function doubted(failure: ActionError): ActionError {
  const { reason, status, retryAfterMs } = failure;
  const wasRefused = status === 408 || (status === 503 && retryAfterMs !== undefined);
  if (reason !== "unavailable" || wasRefused) return failure;
  const message = `${failure.message}; the call may have arrived`;
  return new ActionError("interrupted", message, {
    code: failure.code,
    cause: failure,
    ...(status === undefined ? {} : { status }),
    ...(failure.hint === undefined ? {} : { hint: failure.hint }),
  });
}

/** What a refusal is called of which the body did not come: only its status is known, and no code in it. */
export function withoutBody(failure: ActionError): ActionError {
  const { reason, code, status, retryAfterMs, hint } = failure;
  return new ActionError(reason, `${failure.message}; the body of the answer could not be read`, {
    code,
    cause: failure,
    ...(status === undefined ? {} : { status }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(hint === undefined ? {} : { hint }),
  });
}
