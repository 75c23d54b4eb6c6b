/**
 * The last items of a stream: at least `keep` of them once there were so many, never more than
 * twice as many in memory, so a simulator that runs for days under load stays small.
 */
export class Recent<T> {
  readonly #keep: number;
  #items: T[] = [];
  #total = 0;

  /** @param keep how many items are shown at most */
  constructor(keep: number) {
    this.#keep = keep;
  }

  push(item: T): void {
    this.#total += 1;
    this.#items.push(item);
    // Cutting only at twice the size makes the cost of a push constant.
    if (this.#items.length >= 2 * this.#keep) this.#items = this.#items.slice(-this.#keep);
  }

  /** Every item there ever was, the forgotten ones included. */
  get total(): number {
    return this.#total;
  }

  /** The last items, oldest first. */
  toArray(): T[] {
    return this.#items.slice(-this.#keep);
  }
}
