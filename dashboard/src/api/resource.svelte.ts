/** What a page reads from the API: its value, why there is none, and how to read it again. */
import { isLoggedOut } from "./session.svelte.ts";

export interface Resource<T> {
  readonly value: T | undefined;
  readonly failure: unknown;
  readonly isLoading: boolean;
  /** Reads again; what is shown stays until the answer is there. */
  reload(): void;
}

/** Reads when the component is there, and again when what `load` looks at changes. */
export function resource<T>(load: (signal: AbortSignal) => Promise<T>): Resource<T> {
  let value = $state.raw<T>();
  let failure = $state.raw<unknown>();
  let isLoading = $state(true);
  let turn = $state(0);

  async function read({ signal }: AbortController): Promise<void> {
    isLoading = true;
    try {
      const answer = await load(signal);
      if (signal.aborted) return;
      value = answer;
      failure = undefined;
    } catch (error) {
      if (!signal.aborted && !isLoggedOut(error)) failure = error;
    } finally {
      if (!signal.aborted) isLoading = false;
    }
  }

  $effect(() => {
    void turn;
    const stop = new AbortController();
    void read(stop);
    return () => stop.abort();
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
    reload: () => {
      turn += 1;
    },
  };
}
