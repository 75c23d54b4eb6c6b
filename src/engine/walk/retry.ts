/**
 * Trying again. p-retry holds the loop and its end; when the next try is due is ours, because a
 * wait may be asked for by the other side (Retry-After) and has to survive a restart.
 */
import pRetry, { AbortError } from "p-retry";
import { ActionError, CircuitOpen, FAILURE_REASONS } from "../../errors.ts";
import type { RetryPolicy } from "../../settings/settings.ts";
import { isInDoubt } from "./doubt.ts";

export interface RetryOptions {
  readonly policy: RetryPolicy;
  readonly onDoubt: "retry" | "fail";
  /** Tries that were made before a restart and count. */
  readonly made: number;
  /** Called before each wait; resolves when the next try is due. */
  readonly wait: (delayMs: number, error: ActionError) => Promise<void>;
}

/**
 * Calls `attempt` until it succeeds, fails for good, or the tries are used up.
 * @param first what the first try has failed with; most don't, and need nothing of this
 * @throws ActionError of the last try; anything else that `attempt` or `wait` threw, at once
 */
export async function tryAgain<T>(
  first: unknown,
  attempt: () => Promise<T>,
  { policy, onDoubt, made, wait }: RetryOptions,
): Promise<T> {
  let failed = made;
  let next = () => Promise.reject<T>(first);
  /** Throws an AbortError when that was the last try, else after the wait for the next. */
  const tryOnce = async () => {
    try {
      return await next();
    } catch (error) {
      next = attempt;
      // A connection that rests is waited for, however long that takes.
      const isCounted = !(error instanceof CircuitOpen);
      if (isCounted) failed++;
      const isLast = isCounted && failed >= policy.attempts;
      if (isLast || !(error instanceof ActionError) || !worthAnother(error, onDoubt))
        throw new AbortError(error as Error);
      const delayMs = isCounted
        ? delayAfter(failed, policy, error.retryAfterMs)
        : (error.retryAfterMs ?? 0);
      await wait(delayMs, error).catch((cause: Error) => {
        throw new AbortError(cause);
      });
      throw error;
    }
  };
  return pRetry(tryOnce, { retries: Number.POSITIVE_INFINITY, minTimeout: 0, maxTimeout: 0 });
}

/** Whether a failure can pass by itself, and a second call does no harm. */
function worthAnother(error: ActionError, onDoubt: "retry" | "fail"): boolean {
  return FAILURE_REASONS[error.reason].retryable && !(onDoubt === "fail" && isInDoubt(error));
}

/** The wait after the n-th failed try, in milliseconds; never shorter than the other side asked. */
function delayAfter(failed: number, policy: RetryPolicy, retryAfterMs = 0): number {
  const factor = policy.backoff === "exponential" ? 2 ** (failed - 1) : 1;
  const full = Math.min(policy.delayMs * factor, policy.maxDelayMs);
  const wait = policy.jitter ? full * (0.5 + Math.random() / 2) : full;
  return Math.max(Math.round(wait), retryAfterMs);
}
