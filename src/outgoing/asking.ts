import { CallSignal } from "./call-signal.ts";
import type { Quota } from "./quota.ts";

/**
 * Asks something over there. What was only asked leaves no doubt about what was done: of the step's own signal,
 * which tells that, the question takes the end alone.
 */
export async function asking<Got>(
  signal: CallSignal,
  ask: (signal: CallSignal) => Promise<Got>,
): Promise<Got> {
  if (signal.reason !== undefined) throw signal.reason;
  const own = new CallSignal(signal.traceParent);
  const stop = () => {
    if (signal.reason !== undefined) own.abort(signal.reason);
  };
  signal.once("abort", stop);
  try {
    return await ask(own);
  } finally {
    signal.off("abort", stop);
  }
}

/** A place under the rate limit for one more call of a step; the engine has taken that of the first. */
export async function anotherPlace(quota: Quota, signal: CallSignal): Promise<void> {
  if (quota.tryAcquire() !== undefined) return;
  if (signal.reason !== undefined) throw signal.reason;
  const leaving = new AbortController();
  const stop = () => leaving.abort(signal.reason);
  signal.once("abort", stop);
  try {
    await quota.acquire(leaving.signal);
  } finally {
    signal.off("abort", stop);
  }
}
