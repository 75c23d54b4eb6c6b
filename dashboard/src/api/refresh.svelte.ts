/** Reading again what is shown, because something has changed or time goes by. */
import { follow, type Kind } from "./live.svelte.ts";
import type { RunChange } from "./run-change.ts";

/** What is read again by changes is read at most this often, in milliseconds. */
const LEAST_PAUSE_MS = 2_000;

/**
 * Reads again when something of these kinds changes, while the component is there: at once, and then
 * with pauses.
 */
export function refreshOn(kinds: readonly Kind[], reload: () => void): void {
  $effect(() => {
    const look = seldom(LEAST_PAUSE_MS, reload);
    const ends = kinds.map((kind) => follow(kind, look.soon, look.soon));
    return () => {
      look.stop();
      for (const end of ends) end();
    };
  });
}

/**
 * The same for changes of some runs alone.
 * @param isMeant says of which. @param pauseMs milliseconds
 */
export function refreshOnRuns(
  isMeant: (change: RunChange) => boolean,
  reload: () => void,
  pauseMs = LEAST_PAUSE_MS,
): void {
  $effect(() => {
    const look = seldom(pauseMs, reload);
    const end = follow("run", (changes) => changes.some(isMeant) && look.soon(), look.soon);
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
        (changes) => changes.some(({ run_id }) => run_id === id) && look.soon(),
        look.soon,
      ),
      follow("step", look.soon, look.soon, id),
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

/** Does something when asked, and not again before a pause is over: then once for all that asked meanwhile. */
function seldom(pauseMs: number, act: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let restUntil = 0;
  const now = () => {
    timer = undefined;
    restUntil = Date.now() + pauseMs;
    act();
  };
  return {
    soon: () => {
      timer ??= setTimeout(now, Math.max(0, restUntil - Date.now()));
    },
    stop: () => clearTimeout(timer),
  };
}
