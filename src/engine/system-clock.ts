import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "./ports.ts";

/** Longest timer that the platform has; longer waits are made of several. */
const MAX_TIMER_MS = 2_147_483_647;

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async sleepUntil(time, signal) {
    for (let left = time - Date.now(); left > 0; left = time - Date.now())
      await delay(Math.min(left, MAX_TIMER_MS), undefined, { signal });
  },
};
