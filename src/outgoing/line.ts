/** One after the other, first come, first served. */
export class Line {
  #isTaken = false;
  readonly #waiting = new Set<() => void>();

  /** How many wait. */
  get waiting(): number {
    return this.#waiting.size;
  }

  get isIdle(): boolean {
    return !this.#isTaken && this.waiting === 0;
  }

  /** Resolves when it is one's turn, which lasts until {@link leave}. @throws the signal's reason when it aborts first */
  async acquire(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.isIdle) {
      this.#isTaken = true;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const go = () => {
        signal.removeEventListener("abort", stop);
        resolve();
      };
      const stop = () => {
        this.#waiting.delete(go);
        reject(signal.reason);
      };
      signal.addEventListener("abort", stop, { once: true });
      this.#waiting.add(go);
    });
  }

  /** Ends one's turn. */
  leave(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#isTaken = false;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}
