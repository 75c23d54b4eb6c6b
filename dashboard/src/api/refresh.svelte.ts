/** Reading again what is shown, because something has changed or time goes by. */
import { follow, type Kind } from "./live.svelte.ts";
import type { RunChange } from "./run-change.ts";

/** While much changes, what is read again by it is read at most this often, in milliseconds... */
const BUSY_PAUSE_MS = 2_000;
/** ...and at most this often while no more than so many changes came since the last time. */
const LEAST_PAUSE_MS = 200;
const BUSY = 20;

/**
 * Reads again when something of these kinds changes, while the component is there: at once, and then
 * with pauses.
 */
export function refreshOn(kinds: readonly Kind[], reload: () => void): void {
  $effect(() => {
    const look = seldom(BUSY_PAUSE_MS, reload);
    const ends = kinds.map((kind) => follow(kind, look.soon, look.missed));
    return () => {
      look.stop();
      for (const end of ends) end();
    };
  });
}

/**
 * The same for changes of some runs alone.
 * @param isMeant says of which. @param pauseMs milliseconds between reads while much changes
 */
export function refreshOnRuns(
  isMeant: (change: RunChange) => boolean,
  reload: () => void,
  pauseMs = BUSY_PAUSE_MS,
): void {
  $effect(() => {
    const look = seldom(pauseMs, reload);
    const end = follow("run", (changes) => look.soon(changes.filter(isMeant)), look.missed);
    return () => {
      look.stop();
      end();
    };
  });
}

/** The same for one run and its steps. @param run its id, which may change */
export function refreshOnRun(run: () => string, reload: () => void, pauseMs: number): void {
  $effect(() => {
    const id = run();
    const look = seldom(pauseMs, reload);
    const ends = [
      follow(
        "run",
        (changes) => look.soon(changes.filter(({ run_id }) => run_id === id)),
        look.missed,
      ),
      follow("step", look.soon, look.missed, id),
    ];
    return () => {
      look.stop();
      for (const end of ends) end();
    };
  });
}

/** Reads again as time goes by, while the component is there. @param everyMs milliseconds */
export function refreshEvery(everyMs: number, reload: () => void): void {
  $effect(() => {
    const timer = setInterval(reload, everyMs);
    return () => clearInterval(timer);
  });
}

/**
 * Does something when there are changes, and not again before a pause is over: then once for all that came meanwhile.
 * @param pauseMs the pause after which much is gone through
 */
function seldom(pauseMs: number, act: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = 0;
  let count = 0;
  const now = () => {
    timer = undefined;
    last = Date.now();
    count = 0;
    act();
  };
  const come = (changes: number) => {
    if (changes === 0) return;
    count += changes;
    const pause = count > BUSY ? pauseMs : LEAST_PAUSE_MS;
    timer ??= setTimeout(now, Math.max(0, last + pause - Date.now()));
  };
  return {
    soon: (changes: readonly unknown[]) => come(changes.length),
    /** Nobody knows how many. */
    missed: () => come(BUSY + 1),
    stop: () => clearTimeout(timer),
  };
}
