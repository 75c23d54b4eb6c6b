import { EventEmitter } from "node:events";

/**
 * Ends a call that is out. undici takes an EventEmitter wherever it takes an AbortSignal, and to
 * make one of those takes longer than all else that we do for a call.
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
