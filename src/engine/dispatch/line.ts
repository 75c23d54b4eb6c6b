/** Runs in the order in which they came. Most keys have one run, or none: that takes next to no memory. */
export class Line<T extends object> {
  #one: T | undefined;
  #all: Set<T> | undefined;

  get size(): number {
    return this.#all?.size ?? (this.#one === undefined ? 0 : 1);
  }

  add(entry: T): void {
    if (this.#all !== undefined) this.#all.add(entry);
    else if (this.#one === undefined) this.#one = entry;
    else {
      this.#all = new Set([this.#one, entry]);
      this.#one = undefined;
    }
  }

  delete(entry: T): void {
    this.#all?.delete(entry);
    if (this.#one === entry) this.#one = undefined;
  }

  [Symbol.iterator](): IterableIterator<T> {
    return (this.#all ?? (this.#one === undefined ? [] : [this.#one])).values();
  }
}
