const WINDOW_MS = 1000;

/**
 * A limit of calls in any one second. It remembers when the last `limit` allowed calls came: a
 * call is allowed when the one `limit` places before it is a second old. Refused calls don't count.
 */
export class SlidingWindow {
  readonly #allowedAt: Float64Array;
  #next = 0;

  /** @param limit calls in a second; 0 for no limit */
  constructor(limit: number) {
    this.#allowedAt = new Float64Array(limit).fill(Number.NEGATIVE_INFINITY);
  }

  /**
   * Takes a place if there is one.
   * @param now milliseconds of a clock that never goes back
   */
  allow(now: number): boolean {
    const oldest = this.#allowedAt[this.#next];
    if (oldest === undefined) return true;
    if (now - oldest < WINDOW_MS) return false;
    this.#allowedAt[this.#next] = now;
    this.#next = (this.#next + 1) % this.#allowedAt.length;
    return true;
  }
}
