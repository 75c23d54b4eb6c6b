import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher } from "undici";
import type { CallSignal } from "./call-signal.ts";

/** A whole answer. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/**
 * Sends a request and reads its answer to the end. Without the streams of undici's own `request`, which cost
 * as much as the rest of a call, and the signal knows how far the request has come.
 * @param signal ends it
 * @throws what it was aborted with, when it was; undici's errors
 */
export function exchange(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  signal: CallSignal,
): Promise<Answer> {
  signal.connecting();
  return new Promise((resolve, reject) => {
    dispatcher.dispatch(request, new Exchange(signal, resolve, reject));
  });
}

class Exchange implements Dispatcher.DispatchHandler {
  readonly #signal: CallSignal;
  readonly #resolve: (answer: Answer) => void;
  readonly #reject: (error: Error) => void;
  readonly #chunks: Buffer[] = [];
  #status = 0;
  #headers: IncomingHttpHeaders = {};

  constructor(
    signal: CallSignal,
    resolve: (answer: Answer) => void,
    reject: (error: Error) => void,
  ) {
    this.#signal = signal;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** On an open connection, after the handshake of TLS: undici writes the request in this turn, unless it is aborted. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    const signal = this.#signal;
    const stop = () => controller.abort(signal.reason as Error);
    if (signal.aborted) return stop();
    signal.once("abort", stop);
    signal.sent();
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    const [first = Buffer.alloc(0), ...others] = this.#chunks;
    const body = others.length === 0 ? first : Buffer.concat(this.#chunks);
    this.#resolve({ status: this.#status, headers: this.#headers, body });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#reject(error);
  }
}
