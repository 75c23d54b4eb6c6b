/** Calls to the API of a platform: connections that are kept open, and answers of a bounded size. */
import type { Dispatcher } from "undici";
import type { CallSignal } from "./call-signal.ts";
import { type AnswerHeaders, exchange } from "./exchange.ts";
import { responseText } from "./response-text.ts";
import { unpack } from "./unpack.ts";

const LARGEST_REPLY_BYTES = 1024 * 1024;
const LARGEST_HEADER_BYTES = 64 * 1024;

/** Loads undici too, with the first call: it is large, and a daemon may wait long for its first run. */
export async function openApiPool(baseUrl: string): Promise<Dispatcher> {
  const { Pool } = await import("undici");
  // As many connections as there are slots: no call waits in here.
  return new Pool(new URL(baseUrl).origin, {
    pipelining: 1,
    keepAliveTimeout: 30_000,
    // The attempt's signal is the only clock of a call.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: LARGEST_HEADER_BYTES,
  });
}

/** A call as the client of a platform makes it. */
export type ApiRequest = Pick<Dispatcher.DispatchOptions, "method" | "path" | "headers" | "body">;

/** What a platform answered; without its text when that can't be read as text. */
export interface ApiReply {
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly text: string | undefined;
}

/**
 * Makes one call.
 * @param who answers, for the message of an error
 * @param largestBytes of the answer's body
 * @throws as {@link exchange}
 */
export async function callApi(
  pool: Dispatcher,
  request: ApiRequest,
  signal: CallSignal,
  who: string,
  largestBytes = LARGEST_REPLY_BYTES,
): Promise<ApiReply> {
  const { status, headers, body } = await exchange(pool, request, { signal, who, largestBytes });
  const coding = headers["content-encoding"];
  const unpacked = coding === undefined ? body : await unpack(body, coding, largestBytes, who);
  const text = unpacked && responseText(unpacked, String(headers["content-type"] ?? ""));
  return { status, headers, text };
}
