/** What is due at a time, and where it stands among the others. */
export interface Due {
  /** Milliseconds since 1970; undefined: it is not among those that are due some time. */
  due: number | undefined;
  /** Kept by {@link DueTimes}. */
  place: number;
}

/** Things in the order of their times: a heap, from which each can be taken out. */
export class DueTimes<T extends Due> {
  readonly #items: T[] = [];

  get size(): number {
    return this.#items.length;
  }

  /** What is due first. */
  get first(): T | undefined {
    return this.#items[0];
  }

  add(item: T, due: number): void {
    item.due = due;
    this.#put(item, this.#items.length);
    this.#rise(item);
  }

  /** Takes something out, if it is in. */
  remove(item: T): void {
    if (item.due === undefined) return;
    item.due = undefined;
    const last = this.#items.pop() as T;
    if (last === item) return;
    this.#put(last, item.place);
    this.#rise(last);
    this.#sink(last);
  }

  #put(item: T, place: number): void {
    this.#items[place] = item;
    item.place = place;
  }

  #rise(item: T): void {
    while (item.place > 0) {
      const { place } = item;
      const above = this.#items[(place - 1) >> 1] as T;
      if (isBefore(above, item)) return;
      this.#put(item, above.place);
      this.#put(above, place);
    }
  }

  #sink(item: T): void {
    for (;;) {
      const { place } = item;
      const [left, right] = [this.#items[2 * place + 1], this.#items[2 * place + 2]];
      const below =
        right !== undefined && left !== undefined && isBefore(right, left) ? right : left;
      if (below === undefined || isBefore(item, below)) return;
      this.#put(item, below.place);
      this.#put(below, place);
    }
  }
}

function isBefore(one: Due, two: Due): boolean {
  return (one.due ?? 0) <= (two.due ?? 0);
}
