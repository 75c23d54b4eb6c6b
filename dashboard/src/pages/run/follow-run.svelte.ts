/** Reads a run again when something happens to it. */
import { follow } from "../../api/live.svelte.ts";
import { seldom } from "../seldom.ts";

/** A run of a thousand quick steps is not read a thousand times. */
const PAUSE_MS = 250;

/** For a component that shows the run. */
export function followRun(id: () => string, reload: () => void): void {
  $effect(() => {
    const run = id();
    const look = seldom(PAUSE_MS, reload);
    const unfollow = follow(
      "run",
      (changes) => {
        if (changes.some(({ run_id }) => run_id === run)) look.soon();
      },
      look.soon,
    );
    return () => {
      unfollow();
      look.stop();
    };
  });
}
