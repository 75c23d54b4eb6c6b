import type { HttpRequestInput } from "../../generated/http.ts";
import { plainText } from "../../number-text.ts";
import { headerName, headerValue, refusedRequest } from "../../outgoing/request-headers.ts";
import { ACCEPTED_CODINGS } from "../../outgoing/unpack.ts";

/** A request as it goes out. */
export interface OutgoingRequest {
  readonly url: URL;
  readonly method: NonNullable<HttpRequestInput["method"]>;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

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
    headers[headerName(name)] = headerValue(name, plainText(value));
  return { url: urlOf(input), method, headers, body };
}

function urlOf({ url: text, query }: HttpRequestInput): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw refusedRequest("invalid_url", "the url is no http or https address");
  if (url.username !== "" || url.password !== "")
    throw refusedRequest(
      "credentials_in_url",
      "the url holds a user name or password",
      "send them in an Authorization header",
    );
  for (const [name, value] of fieldsOf(query ?? {})) url.searchParams.append(name, value);
  return url;
}

function bodyOf({ json, form, text }: HttpRequestInput): [body?: string, contentType?: string] {
  if (json !== undefined) return [JSON.stringify(json), "application/json"];
  if (text !== undefined) return [text, "text/plain; charset=utf-8"];
  if (form === undefined) return [];
  return [new URLSearchParams(fieldsOf(form)).toString(), "application/x-www-form-urlencoded"];
}

/** Names and values in order; a list is its name again for each entry. */
function fieldsOf(values: NonNullable<HttpRequestInput["query" | "form"]>): [string, string][] {
  return Object.entries(values).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, plainText(one)]),
  );
}
