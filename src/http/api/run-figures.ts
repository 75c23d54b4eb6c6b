/** How many runs were accepted and ended: read from the journal once, and remembered. */
import { MINUTE_MS, type MinuteTally, type RunTally } from "../../journal/run-tally.ts";

/** Minutes that are remembered: two days and a bit. */
const MOST_MINUTES = 3_000;

/** What happened is in the journal so long afterwards, in milliseconds, at the latest. */
const SETTLED_MS = 2 * MINUTE_MS;

export type Figure = "accepted" | "succeeded" | "failed" | "cancelled";
export type Figures = Record<Figure, number>;

/** A stretch of time, in milliseconds since 1970, and the flows that count: all unless given. */
export interface FigureQuery {
  readonly since: number;
  readonly until: number;
  readonly flows?: readonly string[] | undefined;
}

/** What is over does not change: each minute is counted once. */
export class RunFigures {
  readonly #store: RunTally;
  readonly #now: () => number;
  readonly #minutes = new Map<number, readonly MinuteTally[]>();

  constructor(store: RunTally, now: () => number = Date.now) {
    this.#store = store;
    this.#now = now;
  }

  /** The figures of each minute in order; it begins with the minute of `since`. */
  async minutes({ since, until, flows }: FigureQuery): Promise<Figures[]> {
    const first = minuteOf(since);
    const end = minuteOf(until - 1) + MINUTE_MS;
    const told = await this.#told(first, end);
    return Array.from({ length: (end - first) / MINUTE_MS }, (_, index) => {
      const tallies = told.get(first + index * MINUTE_MS) ?? [];
      return sum(tallies.filter(({ flow }) => flows?.includes(flow) ?? true));
    });
  }

  /** The same in all. */
  async total(query: FigureQuery): Promise<Figures> {
    return sum(await this.minutes(query));
  }

  async #told(first: number, end: number): Promise<ReadonlyMap<number, readonly MinuteTally[]>> {
    const told = new Map<number, readonly MinuteTally[]>();
    for (let at = first; at < end; ) {
      const known = this.#minutes.get(at);
      if (known !== undefined) {
        told.set(at, known);
        at += MINUTE_MS;
        continue;
      }
      let until = at + MINUTE_MS;
      while (until < end && !this.#minutes.has(until)) until += MINUTE_MS;
      const read = await this.#store.tally({ since: at, until });
      for (; at < read.until; at += MINUTE_MS) {
        const tallies = read.minutes.filter((one) => one.at === at);
        told.set(at, tallies);
        this.#remember(at, tallies);
      }
    }
    return told;
  }

  #remember(at: number, tallies: readonly MinuteTally[]): void {
    if (at + MINUTE_MS + SETTLED_MS > this.#now()) return;
    this.#minutes.set(at, tallies);
    const [oldest] = this.#minutes.keys();
    if (this.#minutes.size > MOST_MINUTES && oldest !== undefined) this.#minutes.delete(oldest);
  }
}

/** Adds up. */
export function sum(all: readonly Figures[]): Figures {
  const total = { accepted: 0, succeeded: 0, failed: 0, cancelled: 0 };
  for (const { accepted, succeeded, failed, cancelled } of all) {
    total.accepted += accepted;
    total.succeeded += succeeded;
    total.failed += failed;
    total.cancelled += cancelled;
  }
  return total;
}

function minuteOf(time: number): number {
  return time - (time % MINUTE_MS);
}
