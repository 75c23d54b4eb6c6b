import type { Rate } from "../documents/duration.ts";
import { type ActionError, CircuitOpen } from "../errors.ts";

/** Time between two runs that ask a resting connection, at most, in milliseconds. */
const SLOWEST_PACE_MS = 1_000;

/** Soonest look at a circuit in which a call is out to see, in milliseconds. */
const LOOK_AGAIN_MS = 250;

/** Milliseconds between two calls at the pace of a rate limit, for those who wait for a circuit. */
export function paceMsOf({ calls, intervalMs }: Rate): number {
  return Math.min(intervalMs / calls, SLOWEST_PACE_MS);
}

/** Gives those who wait for a circuit one time after the other. */
export class Pace {
  readonly #paceMs: number;
  #last = 0;

  constructor(paceMs: number) {
    this.#paceMs = paceMs;
  }

  /**
   * @param nextAt when the next call goes at the earliest, in milliseconds since 1970
   * @param trial what came of the call that was made to see
   */
  rest(nextAt: number, trial?: ActionError): CircuitOpen {
    const now = Date.now();
    this.#last = Math.max(this.#last + this.#paceMs, nextAt, now + LOOK_AGAIN_MS);
    return new CircuitOpen(this.#last - now, trial);
  }

  /** Nobody waits any more. */
  end(): void {
    this.#last = 0;
  }
}
