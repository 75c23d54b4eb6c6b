import type { Entry } from "./entry.ts";
import type { Places } from "./places.ts";

/**
 * Gives places to runs that may go on: first to those that have begun, else to each flow in turn, and in it
 * first come, first served. A flow whose runs wait for another side anyway has no turn meanwhile.
 */
export class HandOut {
  readonly #places: Places;
  readonly #take: (entry: Entry) => void;
  readonly #begun = new Set<Entry>();
  /** Those that have not, by their flow; the flow whose turn is next comes first. */
  readonly #fresh = new Map<string, Set<Entry>>();
  #isBusy = false;
  #stopped = false;

  /** @param take gets a run with its place */
  constructor(places: Places, take: (entry: Entry) => void) {
    this.#places = places;
    this.#take = take;
    places.onFree = () => this.#go();
  }

  /** Lets a run go on as soon as it has a place. */
  add(entry: Entry): void {
    if (entry.isBegun) this.#begun.add(entry);
    else {
      const line = this.#fresh.get(entry.flow) ?? new Set();
      this.#fresh.set(entry.flow, line.add(entry));
    }
    this.#go();
  }

  /** A run that has not begun waits no more. */
  remove(entry: Entry): void {
    const line = this.#fresh.get(entry.flow);
    line?.delete(entry);
    if (line?.size === 0) this.#fresh.delete(entry.flow);
  }

  /** Lets nobody go while something else is done. */
  holdWhile(work: () => void): void {
    this.#isBusy = true;
    work();
    this.#isBusy = false;
    this.#go();
  }

  stop(): void {
    this.#stopped = true;
  }

  /** One after the other, however deep this is called from what it calls. */
  #go(): void {
    if (this.#isBusy) return;
    this.#isBusy = true;
    while (!this.#stopped && this.#places.free > 0) {
      const entry = this.#next();
      if (entry === undefined) break;
      this.#places.take();
      this.#take(entry);
    }
    this.#isBusy = false;
  }

  #next(): Entry | undefined {
    const [begun] = this.#begun;
    if (begun !== undefined) {
      this.#begun.delete(begun);
      return begun;
    }
    for (const [flow, line] of this.#fresh) {
      if (this.#places.isHeldUp(flow)) continue;
      const [entry] = line;
      if (entry === undefined) continue;
      line.delete(entry);
      this.#fresh.delete(flow);
      if (line.size > 0) this.#fresh.set(flow, line);
      return entry;
    }
    return undefined;
  }
}
