/** First in, first out, without moving what is left at each step. */
class Line<T> {
  #items: (T | undefined)[] = [];
  #first = 0;

  get size(): number {
    return this.#items.length - this.#first;
  }

  push(item: T): void {
    this.#items.push(item);
  }

  shift(): T | undefined {
    const item = this.#items[this.#first];
    this.#items[this.#first++] = undefined;
    if (this.#first * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#first);
      this.#first = 0;
    }
    return item;
  }
}

/**
 * Places for runs that are worked on. What has begun already goes before what has not; else first
 * come, first served.
 */
export class Places {
  #free: number;
  readonly #begun = new Line<() => void>();
  readonly #fresh = new Line<() => void>();

  constructor(count: number) {
    this.#free = count;
  }

  /** How many wait for a place. */
  get waiting(): number {
    return this.#begun.size + this.#fresh.size;
  }

  /** Calls `go` with a place, now or when there is one; it has to be given back by {@link leave}. */
  enter(go: () => void, begun: boolean): void {
    if (this.#free > 0) {
      this.#free--;
      go();
    } else (begun ? this.#begun : this.#fresh).push(go);
  }

  leave(): void {
    const line = this.#begun.size > 0 ? this.#begun : this.#fresh;
    if (line.size > 0) line.shift()?.();
    else this.#free++;
  }
}
