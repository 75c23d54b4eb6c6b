/**
 * Calls to one other side that are out at once: enough for one that answers in some milliseconds, and fewer
 * than there are places for runs (64, unless `limits.concurrency` says otherwise), so that a slow side leaves some
 * to those who call another.
 */
export const CALLS_AT_ONCE = 48;

/** The right to have a call out; it is given back exactly once. */
export interface Slot {
  /** Resolves when its turn comes; undefined: it may be used at once. */
  readonly turn: Promise<void> | undefined;
  /** Gives it back, or the wait for it up. */
  leave(): void;
}

/**
 * Bounds the calls to one other side, so that none waits inside of the HTTP client: what was admitted
 * goes out. Those who wait have turns by their flow: one with a thousand calls to make does not hold
 * up the one call of another.
 */
export class CallSlots {
  #out = 0;
  /** Flows in the order of their turns, and who waits of each. */
  readonly #waiting = new Map<string, Set<() => void>>();
  #closing: (() => void) | undefined;

  /** Whether the next one who asks may go at once. */
  get isFree(): boolean {
    return this.#out < CALLS_AT_ONCE;
  }

  /** How many of a flow wait. */
  waitingOf(flow: string): number {
    return this.#waiting.get(flow)?.size ?? 0;
  }

  /** Whether nobody has one, or waits. */
  get isIdle(): boolean {
    return this.#out === 0;
  }

  ask(flow: string): Slot {
    if (this.isFree) {
      this.#out++;
      return { turn: undefined, leave: () => this.#giveBack() };
    }
    const line = this.#waiting.get(flow) ?? new Set();
    this.#waiting.set(flow, line);
    let lend: (() => void) | undefined;
    const turn = new Promise<void>((resolve) => {
      lend = resolve;
      line.add(resolve);
    });
    return {
      turn,
      leave: () => {
        const isWaiting = lend !== undefined && line.delete(lend);
        if (!isWaiting) this.#giveBack();
      },
    };
  }

  /** Lets all who wait go, to find that there is something else now; resolves when nobody has one. */
  async close(): Promise<void> {
    while (this.#lendNext());
    if (this.#out > 0)
      await new Promise<void>((resolve) => {
        this.#closing = resolve;
      });
  }

  // A turn later: undici takes one until the connection of an answered call can be used again.
  #giveBack(): void {
    setImmediate(() => {
      this.#out--;
      if (this.isFree) this.#lendNext();
      if (this.#out === 0) this.#closing?.();
    });
  }

  /** The flow whose turn it was goes behind the others. @returns whether somebody waited */
  #lendNext(): boolean {
    for (const [flow, line] of this.#waiting) {
      this.#waiting.delete(flow);
      const [lend] = line;
      if (lend === undefined) continue;
      line.delete(lend);
      if (line.size > 0) this.#waiting.set(flow, line);
      this.#out++;
      lend();
      return true;
    }
    return false;
  }
}
