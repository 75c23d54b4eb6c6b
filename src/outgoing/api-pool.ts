/** Calls to the API of a platform: connections that are kept open, and answers of a bounded size. */
import type { Dispatcher } from "undici";
import type { Answer } from "./exchange.ts";
import { responseText } from "./response-text.ts";
import { unpack } from "./unpack.ts";

const LARGEST_REPLY_BYTES = 1024 * 1024;
const LARGEST_HEADER_BYTES = 64 * 1024;

/**
 * Loads undici too, with the first call: it is large, and a daemon may wait long for its first run.
 * @param largestBytes of an answer's body
 */
export async function openApiPool(
  baseUrl: string,
  largestBytes = LARGEST_REPLY_BYTES,
): Promise<Dispatcher> {
  const { Pool } = await import("undici");
  // As many connections as there are slots: no call waits in here.
  return new Pool(new URL(baseUrl).origin, {
    pipelining: 1,
    keepAliveTimeout: 30_000,
    // The attempt's signal is the only clock of a call.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: LARGEST_HEADER_BYTES,
    maxResponseSize: largestBytes,
  });
}

/**
 * The text of an answer.
 * @param who answers, for the message of an error
 * @returns undefined when it can't be read as text
 * @throws ActionError invalid_request for one that is too large
 */
export async function answerText(
  { body, headers }: Answer,
  who: string,
  largestBytes = LARGEST_REPLY_BYTES,
): Promise<string | undefined> {
  const coding = headers["content-encoding"];
  const unpacked = coding === undefined ? body : await unpack(body, coding, largestBytes, who);
  return unpacked && responseText(unpacked, headers["content-type"] ?? "");
}
