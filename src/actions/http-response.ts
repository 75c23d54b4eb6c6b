import type { Dispatcher } from "undici";
import { parseJson } from "../documents/parse-json.ts";
import type { HttpRequestOutput } from "../generated/actions.ts";
import { responseTooLarge } from "./failure.ts";

/**
 * Makes the output of a response.
 * @param largestBytes of the body that are read
 * @throws ActionError invalid_request when the body is larger
 */
export async function readResponse(
  { statusCode: status, headers: received, body }: Dispatcher.ResponseData,
  largestBytes: number,
  who: string,
): Promise<HttpRequestOutput> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop by a throw ends the connection too.
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBytes) throw responseTooLarge(who, "raise max_response_bytes");
    chunks.push(chunk);
  }
  const headers = shownHeaders(received);
  const text = Buffer.concat(chunks, size).toString("utf8");
  return { status, headers, body: bodyValue(text, headers["content-type"]) };
}

/** Cookies are credentials: they do not get into run records. */
function shownHeaders(headers: Dispatcher.ResponseData["headers"]): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    if (name !== "set-cookie" && value !== undefined)
      shown[name] = Array.isArray(value) ? value.join(", ") : value;
  return shown;
}

/** Data where the response says that it is JSON and it is; servers say so of plain text, too. */
function bodyValue(text: string, contentType = ""): HttpRequestOutput["body"] {
  if (text === "") return null;
  if (!/^application\/([\w.+-]+\+)?json\b/i.test(contentType)) return text;
  try {
    return parseJson(text) as HttpRequestOutput["body"];
  } catch {
    return text;
  }
}
