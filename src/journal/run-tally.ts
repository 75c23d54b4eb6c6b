/** How many runs were accepted and ended, minute by minute. */
import type { RunRecord } from "./records.ts";

export const MINUTE_MS = 60_000;

/** Runs of one flow in one minute; one in which nothing happened has none. */
export interface MinuteTally {
  /** When the minute begins, in milliseconds since 1970. */
  readonly at: number;
  /** The flow's name of then. */
  readonly flow: string;
  readonly accepted: number;
  /** How many ended in this minute, whenever they were accepted. */
  readonly succeeded: number;
  readonly failed: number;
  readonly cancelled: number;
}

/** A store's promises about numbers of runs (test/contracts/). */
export interface RunTally {
  /**
   * Counts in whole minutes, from one on and before another; milliseconds since 1970.
   * @returns how far it came: a store looks at some minutes at a time
   */
  tally(time: { readonly since: number; readonly until: number }): Promise<{
    readonly minutes: MinuteTally[];
    readonly until: number;
  }>;
  /** The run that was accepted first of those that wait for their turn, a time, a callback or another run. */
  oldestWaiting(flows?: readonly string[]): Promise<RunRecord | undefined>;
}
