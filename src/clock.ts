import { setTimeout as delay } from "node:timers/promises";

/** The longest that a timer of Node.js can wait; a longer one would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Does something in so many milliseconds, however many. @returns what keeps it from being done */
export function after(ms: number, act: () => void): () => void {
  let timer: NodeJS.Timeout;
  // Every call has a timer, and nearly none is that long.
  if (ms <= LONGEST_TIMER_MS) {
    timer = setTimeout(act, Math.max(0, ms));
    return () => clearTimeout(timer);
  }
  const wait = (left: number) => {
    const piece = Math.min(Math.max(0, left), LONGEST_TIMER_MS);
    timer = setTimeout(() => (left > piece ? wait(left - piece) : act()), piece);
  };
  wait(ms);
  return () => clearTimeout(timer);
}

/** Time as whoever waits sees it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves at the given time; rejects with the signal's reason when that aborts first. */
  sleepUntil(time: number, signal: AbortSignal): Promise<void>;
}

/**
 * How often a wait looks at the clock: a timer does not see that the clock was set, or that the
 * machine slept.
 */
const LOOK_MS = 5_000;

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async sleepUntil(time, signal) {
    for (let left = time - Date.now(); left > 0; left = time - Date.now())
      await delay(Math.min(left, LOOK_MS), undefined, { signal });
  },
};
