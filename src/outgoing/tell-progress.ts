import type { Dispatcher } from "undici";
import { CallSignal } from "./call-signal.ts";

type Handler = Dispatcher.DispatchHandler;
/** What undici tells with one of its events. */
type Told<Event extends keyof Handler> = Parameters<NonNullable<Handler[Event]>>;

/**
 * Lets a call's signal know how far its request has come. undici calls `onRequestStart` on an open
 * connection, after the handshake of TLS, and writes the request in the same turn unless that aborts it.
 */
export const tellProgress: Dispatcher.DispatcherComposeInterceptor =
  (dispatch) => (options, handler) => {
    const { signal } = options as { readonly signal?: unknown };
    if (!(signal instanceof CallSignal)) return dispatch(options, handler);
    signal.connecting();
    return dispatch(options, new ProgressHandler(handler, signal));
  };

/** Passes on what undici tells. A class: closures for each event would be made anew for each call. */
class ProgressHandler implements Handler {
  readonly #handler: Handler;
  readonly #signal: CallSignal;

  constructor(handler: Handler, signal: CallSignal) {
    this.#handler = handler;
    this.#signal = signal;
  }

  onRequestStart(...[controller, context]: Told<"onRequestStart">): void {
    this.#handler.onRequestStart?.(controller, context);
    if (!this.#signal.aborted) this.#signal.sent();
  }

  onRequestUpgrade(...[controller, status, headers, socket]: Told<"onRequestUpgrade">): void {
    this.#handler.onRequestUpgrade?.(controller, status, headers, socket);
  }

  onResponseStart(...[controller, status, headers, message]: Told<"onResponseStart">): void {
    this.#handler.onResponseStart?.(controller, status, headers, message);
  }

  onResponseData(...[controller, chunk]: Told<"onResponseData">): void {
    this.#handler.onResponseData?.(controller, chunk);
  }

  onResponseEnd(...[controller, trailers]: Told<"onResponseEnd">): void {
    this.#handler.onResponseEnd?.(controller, trailers);
  }

  onResponseError(...[controller, error]: Told<"onResponseError">): void {
    this.#handler.onResponseError?.(controller, error);
  }
}
