/** Names and values that headers of a request can have. */
import { ActionError } from "../errors.ts";

/** What undici sets itself, and refuses or obeys at its peril. */
const OWN_HEADERS = new Set([
  "connection",
  "content-length",
  "expect",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** @throws ActionError invalid_request for one that no header has, or that the client sets itself */
export function headerName(name: string): string {
  const lower = name.toLowerCase();
  if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(lower))
    throw refusedRequest(
      "invalid_header",
      "a header's name has a character that no header may have",
    );
  if (OWN_HEADERS.has(lower))
    throw refusedRequest("invalid_header", `the header ${lower} can't be set`);
  return lower;
}

/**
 * Only what may stand in a header: a line break in a value would begin another header.
 * @throws ActionError invalid_request
 */
export function headerValue(name: string, value: string): string {
  const mistake = headerMistake(name, value);
  if (mistake === undefined) return value;
  throw refusedRequest("invalid_header", mistake, "encode it, for example with url_encode");
}

/** Why a text can't be a header's value; undefined when it can. */
export function headerMistake(name: string, value: string): string | undefined {
  if (/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) return undefined;
  return `the value of the header ${name.toLowerCase()} has a character that no header may have`;
}

/** A request that can't be made as it is asked for. */
export function refusedRequest(code: string, message: string, hint?: string): ActionError {
  return new ActionError("invalid_request", message, {
    code,
    ...(hint === undefined ? {} : { hint }),
  });
}
