import type { Places } from "./places.ts";

/** Runs that rest in memory without a place; more keep theirs. */
const MOST_RESTING = 2_000;

/** Runs that wait for a moment in memory, and lend their places to others meanwhile. */
export class Resting {
  readonly #places: Places;
  #count = 0;

  constructor(places: Places) {
    this.#places = places;
  }

  /** How many rest now. */
  get count(): number {
    return this.#count;
  }

  /** Whether one more would keep its place. */
  get isCrowded(): boolean {
    return this.#count >= MOST_RESTING;
  }

  /**
   * How one run waits without a place. Its branches may wait at the same time: the first gives the
   * place back and the last takes one, so that a run never holds two.
   */
  forOneRun(): (wait: () => Promise<void>) => Promise<void> {
    let waiting = 0;
    return async (wait) => {
      if (waiting === 0 && this.isCrowded) return wait();
      if (waiting++ === 0) {
        this.#count++;
        this.#places.leave();
      }
      try {
        await wait();
      } finally {
        if (--waiting === 0) {
          this.#count--;
          await new Promise<void>((resolve) => this.#places.enter(resolve, true));
        }
      }
    };
  }
}
