import type { Dispatcher } from "undici";
import type { CallSignal } from "./call-signal.ts";
import { responseTooLarge } from "./failure.ts";

/** What is read of a body that nobody wants, so that its connection can be used again, in bytes. */
const DROPPED_BYTES = 64 * 1024;

/** Statuses without a body, whatever length a server gives (RFC 9110, 6.4.1). */
const BARE: readonly number[] = [204, 304];

/** By their names in small letters; of one that comes several times, all values. */
export type AnswerHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** A whole answer. */
export interface Answer {
  readonly status: number;
  readonly headers: AnswerHeaders;
  /** As it came: it may be packed. */
  readonly body: Buffer;
}

/** How an answer is read. */
export interface Reading {
  /** Ends the exchange, and is told how far the request has come. */
  readonly signal: CallSignal;
  /** Who answers, for the message of an error. */
  readonly who: string;
  /** The largest body. */
  readonly largestBytes: number;
  /** What to do about a larger one. */
  readonly hint?: string;
  /** Whether the body is needed. Without this it is, but for a refusal: its status says enough where the body does not come. */
  readonly isWanted?: (status: number, headers: AnswerHeaders) => boolean;
}

/**
 * Sends a request and reads its answer to the end. Without the streams of undici's own `request`, which
 * cost a platform's call as much as all the rest of it.
 * @returns with an empty body where it is not needed, and where that of a refusal did not come
 * @throws what the signal was aborted with, when it was; ActionError invalid_request for a body that is
 *   larger; undici's errors
 */
export function exchange(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  reading: Reading,
): Promise<Answer> {
  reading.signal.connecting();
  return new Promise((resolve, reject) => {
    dispatcher.dispatch(request, new Exchange(reading, resolve, reject));
  });
}

class Exchange implements Dispatcher.DispatchHandler {
  readonly #reading: Reading;
  readonly #resolve: (answer: Answer) => void;
  readonly #reject: (error: unknown) => void;
  readonly #chunks: Buffer[] = [];
  #size = 0;
  #status = 0;
  #headers: AnswerHeaders = {};
  #isWanted = true;
  #stop: (() => void) | undefined;

  constructor(
    reading: Reading,
    resolve: (answer: Answer) => void,
    reject: (error: unknown) => void,
  ) {
    this.#reading = reading;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** On an open connection, after the handshake of TLS: undici writes the request in this turn, unless it is aborted. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    const { signal } = this.#reading;
    const stop = () => controller.abort(signal.reason as Error);
    if (signal.aborted) return stop();
    this.#stop = stop;
    signal.on("abort", stop);
    signal.sent();
  }

  /** Also told of what comes before the answer itself, such as 103. */
  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: AnswerHeaders,
  ): void {
    this.#status = status;
    this.#headers = headers;
    this.#isWanted = !BARE.includes(status) && (this.#reading.isWanted?.(status, headers) ?? true);
    if (this.#isEnough())
      this.#reading.signal.answered(() => {
        this.#endWithout();
        controller.abort(new Error("the body of a refusal did not come in time"));
      });
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    const { who, largestBytes, hint } = this.#reading;
    this.#size += chunk.length;
    if (this.#isWanted && this.#size <= largestBytes) this.#chunks.push(chunk);
    else if (this.#isWanted || this.#size > DROPPED_BYTES) {
      const error = responseTooLarge(who, hint);
      if (this.#isEnough()) this.#endWithout();
      else this.#reject(error);
      controller.abort(error);
    }
  }

  onResponseEnd(): void {
    const [first = Buffer.alloc(0), ...others] = this.#chunks;
    const body = others.length === 0 ? first : Buffer.concat(this.#chunks);
    this.#resolve({ status: this.#status, headers: this.#headers, body });
    this.#leave();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    // What was answered is known, also where the rest of it does not come.
    if (this.#isEnough() && !this.#reading.signal.aborted) return this.#endWithout();
    this.#reject(error);
    this.#leave();
  }

  /** Whether the status says enough: nobody wants the body, or it could only say why there was a refusal. */
  #isEnough(): boolean {
    const isRefusal = this.#status >= 300 && this.#reading.isWanted === undefined;
    return this.#status >= 200 && (!this.#isWanted || isRefusal);
  }

  #endWithout(): void {
    this.#chunks.length = 0;
    if (this.#isWanted) this.#reading.signal.bodyLost();
    this.onResponseEnd();
  }

  /** One signal may see several requests. */
  #leave(): void {
    this.#reading.signal.answered(undefined);
    if (this.#stop !== undefined) this.#reading.signal.off("abort", this.#stop);
  }
}
