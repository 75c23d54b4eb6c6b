import { EventEmitter } from "node:events";

/**
 * Ends a call that is out. For a request undici takes an EventEmitter as it takes an AbortSignal,
 * which costs far more to make (docs/performance.md).
 */
export class CallSignal extends EventEmitter<{ abort: [] }> {
  #aborted = false;

  get aborted(): boolean {
    return this.#aborted;
  }

  abort(): void {
    if (this.#aborted) return;
    this.#aborted = true;
    this.emit("abort");
  }
}
