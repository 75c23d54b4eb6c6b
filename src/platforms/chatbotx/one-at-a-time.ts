import type { CallSignal } from "../../outgoing/call-signal.ts";

/** Lets work about one thing be done one after the other, and about others at the same time. */
export class OneAtATime {
  readonly #ends = new Map<string, Promise<void>>();

  /**
   * Does the work when all that was asked for before under one of these keys is done.
   * @throws what `work` throws; the signal's reason when it has aborted before its turn
   */
  run<Result>(
    keys: readonly string[],
    signal: CallSignal,
    work: () => Promise<Result>,
  ): Promise<Result> {
    const before = Promise.all(keys.map((key) => this.#ends.get(key) ?? Promise.resolve()));
    const mine = before.then(() => {
      if (signal.reason !== undefined) throw signal.reason;
      return work();
    });
    const forget = () => {
      for (const key of keys) if (this.#ends.get(key) === end) this.#ends.delete(key);
    };
    const end = mine.then(forget, forget);
    // All at once: two that share two keys never wait for each other.
    for (const key of keys) this.#ends.set(key, end);
    return mine;
  }
}
