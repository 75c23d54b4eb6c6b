import type { Dispatcher } from "undici";
import { CallSignal } from "./call-signal.ts";

/**
 * Lets a call's signal know how far its request has come. undici calls `onRequestStart` on an open
 * connection, after the handshake of TLS, and writes the request in the same turn unless that aborts it.
 */
export const tellProgress: Dispatcher.DispatcherComposeInterceptor =
  (dispatch) => (options, handler) => {
    const { signal } = options as { readonly signal?: unknown };
    if (!(signal instanceof CallSignal)) return dispatch(options, handler);
    signal.connecting();
    return dispatch(options, {
      onRequestStart(controller, context) {
        handler.onRequestStart?.(controller, context);
        if (!signal.aborted) signal.sent();
      },
      onRequestUpgrade: (...told) => handler.onRequestUpgrade?.(...told),
      onResponseStart: (...told) => handler.onResponseStart?.(...told),
      onResponseData: (...told) => handler.onResponseData?.(...told),
      onResponseEnd: (...told) => handler.onResponseEnd?.(...told),
      onResponseError: (...told) => handler.onResponseError?.(...told),
    });
  };
