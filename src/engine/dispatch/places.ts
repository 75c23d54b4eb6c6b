/** Runs that wait in memory without a place; more are laid to rest in the journal. */
const MOST_WAITING = 2_000;

/** Runs of a flow that wait for other sides; while there are so many, no further one of it begins. */
const MOST_HELD_UP = 100;

/**
 * Places for runs that are worked on: never more at once. What goes on in memory has the next free one;
 * then `onFree` may give it to a run.
 */
export class Places {
  /** Called when there may be a free place that nobody in memory waits for. */
  onFree: () => void = () => undefined;
  #free: number;
  readonly #goingOn = new Set<() => void>();
  #waiting = 0;
  /** How many of a flow wait for other sides: for a slot, or a place under a rate limit. */
  readonly #heldUp = new Map<string, number>();

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

  /** Whether a further run of a flow would only wait for what others of it wait for. */
  isHeldUp(flow: string): boolean {
    return (this.#heldUp.get(flow) ?? 0) >= MOST_HELD_UP;
  }

  /** Flows whose further runs would only wait so. */
  get heldUpFlows(): string[] {
    return [...this.#heldUp.keys()].filter((flow) => this.isHeldUp(flow));
  }

  /** A run of a flow begins to wait for another side. */
  holdUp(flow: string): void {
    this.#heldUp.set(flow, (this.#heldUp.get(flow) ?? 0) + 1);
  }

  /** Such a wait is over. */
  goOn(flow: string): void {
    const left = (this.#heldUp.get(flow) ?? 0) - 1;
    if (left > 0) this.#heldUp.set(flow, left);
    else this.#heldUp.delete(flow);
    if (left === MOST_HELD_UP - 1) this.onFree();
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
