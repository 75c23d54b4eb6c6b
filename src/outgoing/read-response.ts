import type { Dispatcher } from "undici";
import { parseJson } from "../documents/parse-json.ts";
import type { HttpRequestOutput } from "../generated/http.ts";
import { responseTooLarge } from "./failure.ts";
import { headerText, isJsonType, responseText } from "./response-text.ts";
import { unpack } from "./unpack.ts";

/** A response that was read: its body as data where it is JSON. */
export type ReadResponse = HttpRequestOutput;

/** What is read of a body that nobody wants, so that its connection can be used again. */
export const DUMPED_BYTES = 64 * 1024;

/**
 * Makes the output of a response. The call has been done by now: what can't be read is kept as it is.
 * @param largestBytes of the body that are read, as it comes and unpacked
 * @param hint what to do about a larger one
 * @throws ActionError invalid_request when the body is larger
 */
export async function readResponse(
  { statusCode: status, headers: received, body }: Dispatcher.ResponseData,
  largestBytes: number,
  who: string,
  hint?: string,
): Promise<ReadResponse> {
  const bytes = await readBytes(body as AsyncIterable<Buffer>, largestBytes, who, hint);
  const { "content-encoding": coding, ...others } = received;
  const unpacked = await unpack(bytes, coding, largestBytes, who, hint);
  const headers = shownHeaders(unpacked === undefined ? received : others);
  if (unpacked === undefined) return { status, headers, body: asBytes(bytes) };
  const text = responseText(unpacked, headers["content-type"]);
  return {
    status,
    headers,
    body: text === undefined ? asBytes(unpacked) : bodyValue(text, headers["content-type"]),
  };
}

async function readBytes(
  body: AsyncIterable<Buffer>,
  largestBytes: number,
  who: string,
  hint: string | undefined,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop by a throw ends the connection too.
  for await (const chunk of body) {
    size += chunk.length;
    if (size > largestBytes) throw responseTooLarge(who, hint);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

/** Cookies are credentials: they do not get into run records. */
function shownHeaders(headers: Dispatcher.ResponseData["headers"]): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    if (name !== "set-cookie" && value !== undefined)
      shown[name] = headerText(Array.isArray(value) ? value.join(", ") : value);
  return shown;
}

/** Bytes that are no text. */
function asBytes(bytes: Buffer): ReadResponse["body"] {
  return { base64: bytes.toString("base64") };
}

/** Data where the response says that it is JSON and it is; servers say so of plain text, too. */
function bodyValue(text: string, contentType = ""): ReadResponse["body"] {
  if (text === "") return null;
  if (!isJsonType(contentType)) return text;
  try {
    return parseJson(text) as ReadResponse["body"];
  } catch {
    return text;
  }
}
