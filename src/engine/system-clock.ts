import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "./ports.ts";

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
