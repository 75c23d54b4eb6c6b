import { ActionError } from "../../errors.ts";

/** What a failure is told with besides. */
interface More {
  /** What was done before it. */
  readonly done?: string | undefined;
  /** What to do, where the failure itself does not say. */
  readonly hint?: string | undefined;
}

/** A failure of a call with what only the step knows; any other error as it is. */
export function retell(error: unknown, { done, hint }: More): unknown {
  if (!(error instanceof ActionError)) return error;
  const { reason, message, code, status, retryAfterMs } = error;
  const shown = error.hint ?? hint;
  return new ActionError(reason, done === undefined ? message : `${message}; ${done}`, {
    code,
    ...(shown !== undefined && { hint: shown }),
    ...(status !== undefined && { status }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}
