import type { Clock } from "../../clock.ts";
import type { SharedJournal } from "./shared-journal.ts";
import { Snapshot } from "./snapshot.ts";

/** How often runs are counted at most, in milliseconds; and how many times as long as a count takes. */
const COUNT_MS = 2_000;
const COUNT_SHARE = 20;

/** Counts the runs of all nodes that have not ended: as often as that costs little. */
export class Census {
  readonly #store: Pick<SharedJournal, "countOpen">;
  readonly #clock: Clock;
  #snapshot = new Snapshot();
  #nextCount = 0;

  constructor(store: Pick<SharedJournal, "countOpen">, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** What was counted last, and what this node has done since. */
  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  async count(): Promise<void> {
    this.#snapshot = new Snapshot(await this.#store.countOpen(this.#clock.now()));
  }

  /** Counts, unless that was a moment ago. */
  async countNowAndThen(): Promise<void> {
    const began = performance.now();
    if (began < this.#nextCount) return;
    // The journal says itself what is wrong with it.
    await this.count().catch(() => undefined);
    const now = performance.now();
    this.#nextCount = now + Math.max(COUNT_MS, COUNT_SHARE * (now - began));
  }
}
