import type { Clock, RunStore } from "./ports.ts";

/** Runs that are woken by one look at the journal. */
const AT_ONCE = 1_000;

export interface WakerOptions {
  readonly store: Pick<RunStore, "takeDue">;
  readonly clock: Clock;
  /** Gets the runs whose time has come, in its order. */
  readonly onDue: (ids: readonly string[]) => void;
  /** Called after each look. */
  readonly onQuiet: () => void;
  readonly onError: (error: unknown) => void;
}

/** Wakes waiting runs: one timer for all of them, which stand in the journal and nowhere else. */
export class Waker {
  readonly #options: WakerOptions;
  readonly #stopping = new AbortController();
  #next = Number.POSITIVE_INFINITY;
  #timer: AbortController | undefined;
  #looking: Promise<void> | undefined;
  #again = false;

  constructor(options: WakerOptions) {
    this.#options = options;
  }

  /** Whether a run waits for a time. */
  get isArmed(): boolean {
    return this.#looking !== undefined || Number.isFinite(this.#next);
  }

  /** Tells of a run that waits until a time, in milliseconds since 1970. */
  at(time: number): void {
    if (time >= this.#next) return;
    this.#next = time;
    this.#arm();
  }

  /** Wakes what is due, also what something has arrived for. */
  look(): void {
    this.#again = true;
    this.#looking ??= this.#lookOn().finally(() => {
      this.#looking = undefined;
      this.#arm();
      this.#options.onQuiet();
    });
  }

  stop(): void {
    this.#stopping.abort();
    this.#timer?.abort();
  }

  async #lookOn(): Promise<void> {
    const { store, clock, onDue, onError } = this.#options;
    try {
      while (this.#again && !this.#stopping.signal.aborted) {
        this.#again = false;
        // What is told while the journal answers may not be in the answer.
        this.#next = Number.POSITIVE_INFINITY;
        const { ids, next } = await store.takeDue(clock.now(), AT_ONCE);
        if (next !== undefined) this.#next = Math.min(this.#next, next);
        this.#again ||= ids.length === AT_ONCE;
        if (ids.length > 0) onDue(ids);
      }
    } catch (error) {
      if (this.#stopping.signal.aborted) return;
      onError(error);
      this.#next = Math.min(this.#next, clock.now() + 1_000);
    }
  }

  #arm(): void {
    this.#timer?.abort();
    if (this.#looking !== undefined || !Number.isFinite(this.#next)) return;
    if (this.#stopping.signal.aborted) return;
    const timer = new AbortController();
    this.#timer = timer;
    this.#options.clock.sleepUntil(this.#next, timer.signal).then(
      () => this.look(),
      () => undefined,
    );
  }
}
