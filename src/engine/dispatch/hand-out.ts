import type { Entry } from "./entry.ts";
import type { Places } from "./places.ts";

/** Gives places to runs that may go on: first to those that have begun, else first come, first served. */
export class HandOut {
  readonly #places: Places;
  readonly #take: (entry: Entry) => void;
  readonly #begun = new Set<Entry>();
  readonly #fresh = new Set<Entry>();
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
    (entry.isBegun ? this.#begun : this.#fresh).add(entry);
    this.#go();
  }

  /** A run that has not begun waits no more. */
  remove(entry: Entry): void {
    this.#fresh.delete(entry);
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
      const line = this.#begun.size > 0 ? this.#begun : this.#fresh;
      const [entry] = line;
      if (entry === undefined) break;
      line.delete(entry);
      this.#places.take();
      this.#take(entry);
    }
    this.#isBusy = false;
  }
}
