import { setImmediate as nextTurn } from "node:timers/promises";
import type { Clock } from "../clock.ts";

/**
 * A clock that moves only when everybody sleeps: a wait of hours takes no time, and sleepers wake
 * in the order of their times.
 * @param start milliseconds since 1970
 */
export function createVirtualClock(start: number): Clock {
  let time = start;
  const sleepers = new Set<{ readonly until: number }>();
  return {
    now: () => time,
    async sleepUntil(until, signal) {
      const sleeper = { until };
      sleepers.add(sleeper);
      try {
        // A whole turn of the event loop lets others go to sleep, or work on, before time moves.
        do {
          await nextTurn();
          signal.throwIfAborted();
        } while ([...sleepers].some((other) => other.until < until));
        time = Math.max(time, until);
      } finally {
        sleepers.delete(sleeper);
      }
    },
  };
}
