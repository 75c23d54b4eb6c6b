/** A call that may not go out yet: it waits for a slot, or for a place under a rate limit. */
export interface HoldUp {
  /** The step's path. */
  readonly step: string;
  /** What it would go over, if it needs a connection. */
  readonly connection: string | undefined;
  /** Milliseconds since 1970. */
  readonly since: number;
}

/** Knows which steps of which runs are held up in memory: the journal has no record of that. */
export class HoldUps {
  readonly #byRun = new Map<string, Set<HoldUp>>();

  /** Those of a run. */
  of(runId: string): readonly HoldUp[] {
    return [...(this.#byRun.get(runId) ?? [])];
  }

  /** Does something that waits, and knows of it until it ends. */
  async during<T>(runId: string, holdUp: HoldUp, wait: () => Promise<T>): Promise<T> {
    const all = this.#byRun.get(runId) ?? new Set();
    this.#byRun.set(runId, all.add(holdUp));
    try {
      return await wait();
    } finally {
      all.delete(holdUp);
      if (all.size === 0) this.#byRun.delete(runId);
    }
  }
}
