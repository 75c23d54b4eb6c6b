import type { RunStore } from "../../journal/ports.ts";
import type { RunResult } from "../../journal/records.ts";

/** How a run ends without having begun. */
export type EarlyEnd = Omit<RunResult, "finishedAt">;

/** Its key had no place (`when_full: drop`). */
export const DROPPED: EarlyEnd = {
  status: "cancelled",
  error: {
    reason: "cancelled",
    code: "dropped",
    message: "the runs of its concurrency key had no place for it",
  },
};

/**
 * Somebody asked for the end of a run.
 * @param by the newer run with its concurrency key that needs its place (`when_full: restart`), if it was that
 */
export function cancelled(by?: string): EarlyEnd {
  const [code, message] =
    by === undefined
      ? ["cancelled", "the run was cancelled"]
      : ["superseded", `a newer run with its concurrency key ended it: ${by}`];
  return { status: "cancelled", error: { reason: "cancelled", code, message } };
}

/** When a write is asked for again that the journal has refused, in milliseconds. */
const AGAIN_MS = 2_000;

/**
 * Asks the journal for the end of a run until it has noted it.
 * @param by the newer run that needs its place
 * @param isOpen whether it still is of interest
 */
export function keepCancel(
  store: Pick<RunStore, "cancel">,
  id: string,
  by: string,
  isOpen: () => boolean,
): void {
  store.cancel(id, by).catch(() => {
    if (isOpen()) setTimeout(() => keepCancel(store, id, by, isOpen), AGAIN_MS).unref();
  });
}
