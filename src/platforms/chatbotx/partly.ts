import { ActionError } from "../../errors.ts";

/** A failure that says what was done before it; any other error as it is. */
export function partly(error: unknown, done: string, isPartly: boolean): unknown {
  if (!(error instanceof ActionError) || !isPartly) return error;
  const { reason, message, code, hint, status, retryAfterMs } = error;
  return new ActionError(reason, `${message}; ${done}`, {
    code,
    ...(hint !== undefined && { hint }),
    ...(status !== undefined && { status }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}
