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
