import type { CircuitReport } from "./circuit-breaker.ts";

/** Leaves another side alone while it is down. */
export interface Circuit {
  report(): CircuitReport;
  /** @throws CircuitOpen when no call may go now */
  check(): void;
  /**
   * Makes a call, whose end says whether the other side is up.
   * @throws what `call` threw; CircuitOpen when it was not called, or only to see
   */
  execute<Output>(call: () => Promise<Output>): Promise<Output>;
}

/** What a rate limit tells of itself. */
export interface RateReport {
  /** Calls that may begin in a second; less than 1 for a slow one. */
  readonly perSecond: number;
  /** Calls that began in the last second. */
  readonly used: number;
  /** Calls that wait for a place. */
  readonly waiting: number;
  /** Until when the other side asked to be left alone, in milliseconds since 1970; undefined: it did not. */
  readonly pausedUntil: number | undefined;
}

/**
 * What bounds the calls over one connection, however many make them. Where several processes share a
 * connection, each answers from a share that it has taken ahead: nobody waits for another one to ask.
 */
export interface Quota {
  readonly circuit: Circuit;
  /** Takes a place under the rate limit if there is one now; false when one has to be waited for. */
  tryAcquire(): boolean;
  /**
   * Waits for a place under the rate limit, and while the other side asked to be left alone.
   * @throws the signal's reason when it aborts first
   */
  acquire(signal: AbortSignal): Promise<void>;
  /** Whether the other side asked to be left alone for now. */
  readonly paused: boolean;
  /** How far the rate limit is used now. */
  rate(): RateReport;
  /** Lets no call go for so long, in milliseconds: the other side asked for that. */
  pause(ms: number): void;
}
