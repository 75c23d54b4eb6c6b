/** Runs that wait in memory without a place; more are laid to rest in the journal. */
const MOST_WAITING = 2_000;

/**
 * Places for runs that are worked on: never more at once. What goes on in memory has the next free one;
 * then `onFree` may give it to a run.
 */
export class Places {
  /** Called when a place is free that nobody in memory waits for. */
  onFree: () => void = () => undefined;
  #free: number;
  readonly #goingOn = new Set<() => void>();
  #waiting = 0;

  constructor(count: number) {
    this.#free = count;
  }

  get free(): number {
    return this.#free;
  }

  /** How many runs wait in memory without a place. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Whether one more that waits would be too many. */
  get isCrowded(): boolean {
    return this.#waiting >= MOST_WAITING;
  }

  /** Takes a free place; there has to be one. */
  take(): void {
    this.#free--;
  }

  leave(): void {
    const [next] = this.#goingOn;
    if (next === undefined) {
      this.#free++;
      this.onFree();
    } else {
      this.#goingOn.delete(next);
      next();
    }
  }

  /** Gives the place back of a run that waits in memory. */
  lend(): void {
    this.#waiting++;
    this.leave();
  }

  /** Resolves with a place for such a run. */
  async takeBack(): Promise<void> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#goingOn.add(resolve));
    this.#waiting--;
  }

  /** Such a run leaves the memory. */
  forget(): void {
    this.#waiting--;
  }
}
