import { follow, type Kind } from "./live.svelte.ts";

/** What is read again by changes is read at most this often, in milliseconds. */
const LEAST_PAUSE_MS = 2_000;

/**
 * Reads again when something of these kinds changes, while the component is there: at once, and then
 * with pauses.
 */
export function refreshOn(kinds: readonly Kind[], reload: () => void): void {
  $effect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let restUntil = 0;
    const read = () => {
      timer = undefined;
      restUntil = Date.now() + LEAST_PAUSE_MS;
      reload();
    };
    const soon = () => {
      timer ??= setTimeout(read, Math.max(0, restUntil - Date.now()));
    };
    const ends = kinds.map((kind) => follow(kind, soon, soon));
    return () => {
      clearTimeout(timer);
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
