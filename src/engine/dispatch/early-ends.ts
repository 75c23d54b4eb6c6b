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

/** Somebody asked for its end. */
export const CANCELLED: EarlyEnd = {
  status: "cancelled",
  error: { reason: "cancelled", code: "cancelled", message: "the run was cancelled" },
};

/** When a write is asked for again that the journal has refused, in milliseconds. */
const AGAIN_MS = 2_000;

/** Asks the journal for the end of a run until it has noted it. @param isOpen whether it still is of interest */
export function keepCancel(
  store: Pick<RunStore, "cancel">,
  id: string,
  isOpen: () => boolean,
): void {
  store.cancel(id).catch(() => {
    if (isOpen()) setTimeout(() => keepCancel(store, id, isOpen), AGAIN_MS).unref();
  });
}
