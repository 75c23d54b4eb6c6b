/** What a page reads from the API: its value, why there is none, and how to read it again. */
import { isLoggedOut } from "./session.svelte.ts";

export interface Resource<T> {
  readonly value: T | undefined;
  readonly failure: unknown;
  readonly isLoading: boolean;
  /**
   * Reads again; what is shown stays until the answer is there. A read that is under way is waited for, and what
   * takes long is read seldom: many changes would else never let one answer come.
   */
  reload(): void;
}

/** After a read nothing is read for so many times as long as it took. */
const PAUSE_FOR_WORK = 4;

/** Reads when the component is there, and again when what `load` looks at changes. */
export function resource<T>(load: (signal: AbortSignal) => Promise<T>): Resource<T> {
  let value = $state.raw<T>();
  let failure = $state.raw<unknown>();
  let isLoading = $state(true);
  let turn = $state(0);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isAsked = false;
  let restUntil = 0;

  async function read({ signal }: AbortController): Promise<void> {
    const began = Date.now();
    isLoading = true;
    isAsked = false;
    try {
      const answer = await load(signal);
      if (signal.aborted) return;
      value = answer;
      failure = undefined;
      restUntil = Date.now() + PAUSE_FOR_WORK * (Date.now() - began);
    } catch (error) {
      if (!signal.aborted && !isLoggedOut(error)) failure = error;
    } finally {
      if (!signal.aborted) isLoading = false;
    }
    if (isAsked && !signal.aborted) reload();
  }

  function reload(): void {
    if (isLoading) isAsked = true;
    else
      timer ??= setTimeout(
        () => {
          timer = undefined;
          turn += 1;
        },
        Math.max(0, restUntil - Date.now()),
      );
  }

  $effect(() => {
    void turn;
    const stop = new AbortController();
    void read(stop);
    return () => {
      stop.abort();
      clearTimeout(timer);
      timer = undefined;
      restUntil = 0;
    };
  });

  return {
    get value() {
      return value;
    },
    get failure() {
      return failure;
    },
    get isLoading() {
      return isLoading;
    },
    reload,
  };
}
