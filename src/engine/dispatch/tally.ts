import type { Entry, State } from "./entry.ts";
import type { QueueCounts } from "./work-queue.ts";

/** How many runs are in each state; nothing is counted anew for it. */
export class Tally {
  readonly #counts: Record<State, number> = {
    entering: 0,
    queued: 0,
    ready: 0,
    held: 0,
    parking: 0,
    resting: 0,
    stuck: 0,
    ending: 0,
  };

  /** @param state undefined: the run has ended, or was none */
  move(entry: Entry, state: State | undefined): void {
    if (entry.state !== undefined) this.#counts[entry.state]--;
    if (state !== undefined) this.#counts[state]++;
    entry.state = state;
  }

  /** @param behind how many of them wait behind others that rest */
  counts(behind: number): QueueCounts {
    const { entering, queued, ready, held, parking, resting, stuck, ending } = this.#counts;
    return {
      queued: queued + ready,
      held: held + parking,
      resting: resting + stuck,
      backlog: entering + queued + ready + held + parking + ending - behind,
    };
  }
}
