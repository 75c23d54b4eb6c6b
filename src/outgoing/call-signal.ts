import { EventEmitter } from "node:events";
import { ActionError } from "../errors.ts";

/** How far the request of a call has come, as the HTTP client tells it. */
export type Progress = "connecting" | "sent";

/**
 * Ends a call that is out, and knows whether something of it has gone out. For a request undici takes
 * an EventEmitter as it takes an AbortSignal, which costs far more to make (docs/performance.md).
 */
export class CallSignal extends EventEmitter<{ abort: [] }> {
  #reason: Error | undefined;
  #progress: Progress | undefined;
  /** What its requests say in their header `traceparent`; undefined when they say nothing. */
  readonly traceParent: string | undefined;
  readonly #mayLeave: (() => boolean) | undefined;
  #endEarly: (() => void) | undefined;
  #lacksBody = false;

  /** @param mayLeave whether a request may still go out, asked when it has its connection; undefined: it may */
  constructor(traceParent?: string, mayLeave?: () => boolean) {
    super();
    this.traceParent = traceParent;
    this.#mayLeave = mayLeave;
  }

  get aborted(): boolean {
    return this.#reason !== undefined;
  }

  /** Why the call ends; undici throws it, too. */
  get reason(): Error | undefined {
    return this.#reason;
  }

  /** The farthest that any request of the call has come; undefined: nobody has said. */
  get progress(): Progress | undefined {
    return this.#progress;
  }

  /** Whether the last answer ended without its body, which might have said more. */
  get lacksBody(): boolean {
    return this.#lacksBody;
  }

  /** Its status says enough: there is a way to end the exchange with that. Undefined: it has ended. */
  answered(endEarly: (() => void) | undefined): void {
    this.#endEarly = endEarly;
  }

  /** The answer ends without its body. */
  bodyLost(): void {
    this.#lacksBody = true;
  }

  /** The time is over. An answer that waits for nothing but the body of a refusal is one; else as {@link abort}. */
  expire(reason: Error): void {
    if (this.#endEarly === undefined) return this.abort(reason);
    this.#endEarly();
    // What the answer means is said at once; another request would have no time.
    setImmediate(() => this.abort(reason));
  }

  /** Only the first reason counts. */
  abort(reason: Error): void {
    if (this.aborted) return;
    this.#reason = reason;
    this.emit("abort");
  }

  /** A request gets its connection. */
  connecting(): void {
    this.#progress ??= "connecting";
    this.#lacksBody = false;
  }

  /**
   * The first byte of a request goes out, unless the call is ended now: from then on nobody can know that it did
   * not arrive.
   */
  sent(): void {
    if (this.#mayLeave?.() === false) this.abort(outOfTouch());
    else this.#progress = "sent";
  }
}

/** The headers of a request of a call; one that a flow gives itself goes before. */
export function tracedHeaders(
  headers: Readonly<Record<string, string>>,
  { traceParent }: CallSignal,
): Readonly<Record<string, string>> {
  return traceParent === undefined ? headers : { traceparent: traceParent, ...headers };
}

function outOfTouch(): ActionError {
  const message = "nothing was sent: this process was out of touch with its journal for too long";
  return new ActionError("unavailable", message, { code: "out_of_touch" });
}
