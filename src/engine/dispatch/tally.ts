import type { Entry, State } from "./entry.ts";
import type { Lanes } from "./lanes.ts";
import type { OpenCounts, QueueCounts, Work } from "./work-queue.ts";

/** One flow may have so many times as much to do as there is room left, so that there is room for others. */
export const LARGEST_SHARE = 9;

const COUNTED_AS: { readonly [state in State]: keyof OpenCounts } = {
  entering: "queued",
  queued: "queued",
  ready: "queued",
  held: "held",
  parking: "held",
  resting: "resting",
  stuck: "resting",
  ending: "queued",
};

/** Counts some of the runs anew, as people ask for it. */
export function countEntries(
  entries: Iterable<Entry>,
  isCounted: (entry: Entry) => boolean,
): OpenCounts {
  const counts = { queued: 0, held: 0, resting: 0 };
  for (const entry of entries)
    if (entry.state !== undefined && isCounted(entry)) counts[COUNTED_AS[entry.state]]++;
  return counts;
}

/** How many runs are in each state, and how many each flow has to do; nothing is counted anew for it. */
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
  /** Runs that do not rest; flows without any are not in it. */
  readonly #atWork = new Map<string, number>();
  readonly #lanes: Lanes;

  /** @param lanes know who waits behind runs that rest */
  constructor(lanes: Lanes) {
    this.#lanes = lanes;
  }

  /** @param state undefined: the run has ended, or was none */
  move(entry: Entry, state: State | undefined): void {
    const before = entry.state;
    if (before !== undefined) this.#counts[before]--;
    if (state !== undefined) this.#counts[state]++;
    entry.state = state;
    const change = Number(isWork(state)) - Number(isWork(before));
    if (change === 0) return;
    const left = (this.#atWork.get(entry.flow) ?? 0) + change;
    if (left > 0) this.#atWork.set(entry.flow, left);
    else this.#atWork.delete(entry.flow);
  }

  get counts(): QueueCounts {
    const { queued, ready, held, parking, resting, stuck } = this.#counts;
    return {
      queued: queued + ready,
      held: held + parking,
      resting: resting + stuck,
      backlog: this.backlog,
    };
  }

  /** What could be worked on. */
  get backlog(): number {
    const { entering, queued, ready, held, parking, ending } = this.#counts;
    return entering + queued + ready + held + parking + ending - this.#lanes.behind;
  }

  workOf(flow: string): Work {
    const own = (this.#atWork.get(flow) ?? 0) - this.#lanes.behindOf(flow);
    return { all: this.backlog, own };
  }

  /** @param most what there may be to do in all */
  isFull(flow: string, most: number): boolean {
    const room = most - this.backlog;
    return room <= 0 || this.workOf(flow).own > LARGEST_SHARE * room;
  }
}

function isWork(state: State | undefined): boolean {
  return state !== undefined && state !== "resting" && state !== "stuck";
}
