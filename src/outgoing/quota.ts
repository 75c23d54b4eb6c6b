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

/** A place under the rate limit, for one call that goes at once. */
export interface Place {
  /**
   * Whether the call may still go. Not when the other side has asked to be left alone meanwhile, and
   * not where others have counted on its being gone by now: then another place has to be taken.
   */
  mayGo(): boolean;
}

/** What bounds the calls over one connection, however many make them, in one process or in several. */
export interface Quota {
  readonly circuit: Circuit;
  /** Takes a place under the rate limit if there is one now; undefined when one has to be waited for. */
  tryAcquire(): Place | undefined;
  /**
   * Waits for a place under the rate limit, and while the other side asked to be left alone.
   * @throws the signal's reason when it aborts first
   */
  acquire(signal: AbortSignal): Promise<Place>;
  /** How far the rate limit is used now. */
  rate(): RateReport;
  /** Lets no call go for so long, in milliseconds: the other side asked for that. */
  pause(ms: number): void;
  /** Nobody uses it any more. */
  close(): void;
}
