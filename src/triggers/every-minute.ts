import { schedule as beatAt } from "node-cron";

/** How often the clock is looked at: no timer sees that it was set, or that the machine slept. */
const LOOK_MS = 5_000;

/** What the clock may be off by between two looks before it counts as set, in milliseconds. */
const SET_MS = 1_000;

/**
 * Beats at every full minute that the clock shows, and after the clock was set.
 * @param beat is given the minute that it is for, which may be a moment ahead; without: look again
 * @returns what ends it
 */
export function everyMinute(beat: (minute?: number) => void): () => Promise<void> {
  const arm = () =>
    beatAt("* * * * *", ({ date }) => beat(date.getTime()), { suppressMissedWarning: true });
  let task = arm();
  let offset = Date.now() - performance.now();
  const look = setInterval(() => {
    const before = offset;
    offset = Date.now() - performance.now();
    if (Math.abs(offset - before) < SET_MS) return;
    // node-cron waits for the minute that came next: set back by a day, it would wait for a day.
    void task.destroy();
    task = arm();
    beat();
  }, LOOK_MS);
  return async () => {
    clearInterval(look);
    await task.destroy();
  };
}
