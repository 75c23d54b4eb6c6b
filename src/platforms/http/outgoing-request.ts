import { ActionError } from "../../errors.ts";
import type { HttpRequestInput } from "../../generated/http.ts";
import { ACCEPTED_CODINGS } from "../../outgoing/unpack.ts";

/** A request as it goes out. */
export interface OutgoingRequest {
  readonly url: URL;
  readonly method: NonNullable<HttpRequestInput["method"]>;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

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

/**
 * Makes the request of an input.
 * @throws ActionError invalid_request, with nothing of the URL, the headers' values or the body
 */
export function outgoingRequest(input: HttpRequestInput, idempotencyKey: string): OutgoingRequest {
  const method = input.method ?? "GET";
  const [body, contentType] = bodyOf(input);
  const headers: Record<string, string> = {
    "user-agent": "ahaflow",
    "accept-encoding": ACCEPTED_CODINGS,
  };
  if (contentType !== undefined) headers["content-type"] = contentType;
  if (method !== "GET" && method !== "HEAD") headers["idempotency-key"] = idempotencyKey;
  for (const [name, value] of Object.entries(input.headers ?? {}))
    headers[checkedName(name)] = checkedValue(name, String(value));
  return { url: urlOf(input), method, headers, body };
}

function urlOf({ url: text, query }: HttpRequestInput): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw refused("invalid_url", "the url is no http or https address");
  if (url.username !== "" || url.password !== "")
    throw refused(
      "credentials_in_url",
      "the url holds a user name or password",
      "send them in an Authorization header",
    );
  for (const [name, value] of Object.entries(query ?? {}))
    url.searchParams.append(name, String(value));
  return url;
}

function bodyOf({ json, form, text }: HttpRequestInput): [body?: string, contentType?: string] {
  if (json !== undefined) return [JSON.stringify(json), "application/json"];
  if (text !== undefined) return [text, "text/plain; charset=utf-8"];
  if (form === undefined) return [];
  const fields = Object.entries(form).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  return [new URLSearchParams(fields).toString(), "application/x-www-form-urlencoded"];
}

function checkedName(name: string): string {
  const lower = name.toLowerCase();
  if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(lower))
    throw refused("invalid_header", "a header's name has a character that no header may have");
  if (OWN_HEADERS.has(lower)) throw refused("invalid_header", `the header ${lower} can't be set`);
  return lower;
}

/** Only what may stand in a header: a line break in a value would begin another header. */
function checkedValue(name: string, value: string): string {
  const mistake = headerMistake(name, value);
  if (mistake === undefined) return value;
  throw refused("invalid_header", mistake, "encode it, for example with url_encode");
}

/** Why a text can't be a header's value; undefined when it can. */
export function headerMistake(name: string, value: string): string | undefined {
  if (/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) return undefined;
  return `the value of the header ${name.toLowerCase()} has a character that no header may have`;
}

function refused(code: string, message: string, hint?: string): ActionError {
  return new ActionError("invalid_request", message, {
    code,
    ...(hint === undefined ? {} : { hint }),
  });
}
