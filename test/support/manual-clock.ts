import type { Clock } from "#src/clock.js";

/** A clock that the test moves. */
export class ManualClock implements Clock {
  #now: number;
  readonly #sleepers = new Set<{ readonly time: number; readonly wake: () => void }>();

  constructor(start: number) {
    this.#now = start;
  }

  /** How many wait for a time. */
  get sleeping(): number {
    return this.#sleepers.size;
  }

  now(): number {
    return this.#now;
  }

  sleepUntil(time: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const sleeper = { time, wake: resolve };
      if (time <= this.#now) return resolve();
      this.#sleepers.add(sleeper);
      signal.addEventListener(
        "abort",
        () => {
          this.#sleepers.delete(sleeper);
          reject(signal.reason);
        },
        { once: true },
      );
    });
  }

  advance(ms: number): void {
    this.#now += ms;
    for (const sleeper of this.#sleepers)
      if (sleeper.time <= this.#now) {
        this.#sleepers.delete(sleeper);
        sleeper.wake();
      }
  }
}
