import { parseJson } from "../documents/parse-json.ts";
import type { HttpRequestOutput } from "../generated/http.ts";
import type { Answer, AnswerHeaders, Reading } from "./exchange.ts";
import { headerText, isJsonType, responseText } from "./response-text.ts";
import { unpack } from "./unpack.ts";

/** A response that was read: its body as data where it is JSON. */
export type ReadResponse = HttpRequestOutput;

/**
 * Makes the output of an answer. The call has been done by now: what can't be read is kept as it is.
 * @param reading how it was read: its body may be as large unpacked, too
 * @throws ActionError invalid_request when the body is larger
 */
export async function readResponse(
  { status, headers: received, body: bytes }: Answer,
  { largestBytes, who, hint }: Pick<Reading, "largestBytes" | "who" | "hint">,
): Promise<ReadResponse> {
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

/** Cookies are credentials: they do not get into run records. */
function shownHeaders(headers: AnswerHeaders): Record<string, string> {
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
