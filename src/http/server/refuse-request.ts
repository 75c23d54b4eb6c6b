/**
 * Requests that are refused before anything looks at what they want: a head that is ambiguous, too
 * much of it, or an address in a form that only proxies know.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { ConnectionLimits } from "./connection-limits.ts";

/** Why a request is refused, in the product's words. */
export interface RefusedRequest {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** Headers of which Node takes the first when there are two, and a proxy perhaps the other one. */
const ONCE = new Set(["host", "content-type", "authorization"]);

const ABSOLUTE = /^https?:\/\/[^/?#]*/i;

/** Passes on the requests whose head is in order, `http://host/path` as `/path`. */
export function withHeadChecked(app: RequestListener, limits: ConnectionLimits): RequestListener {
  return (request, response) => {
    const refusal = headRefusal(request, limits);
    if (refusal !== undefined) return refuse(response, refusal);
    const authority = ABSOLUTE.exec(request.url ?? "")?.[0];
    if (authority !== undefined) {
      const rest = (request.url ?? "").slice(authority.length);
      request.url = rest.startsWith("/") ? rest : `/${rest}`;
    }
    return app(request, response);
  };
}

/** Answers a request in the product's error shape, and closes the connection behind it. */
export function refuse(response: ServerResponse, refusal: RefusedRequest): void {
  const body = errorBody(refusal);
  response.writeHead(refusal.status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(body),
    connection: "close",
  });
  response.end(body);
}

/** The same as the bytes of a whole answer, where Node made no response. */
export function refusalBytes(refusal: RefusedRequest, reason: string): string {
  const body = errorBody(refusal);
  return [
    `HTTP/1.1 ${refusal.status} ${reason}`,
    "Content-Type: application/json; charset=utf-8",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Connection: close",
    "",
    body,
  ].join("\r\n");
}

function errorBody({ code, message }: RefusedRequest): string {
  return JSON.stringify({ error: { code, message } });
}

function headRefusal(
  { rawHeaders, httpVersion, headers }: IncomingMessage,
  { headerCount }: ConnectionLimits,
): RefusedRequest | undefined {
  if (rawHeaders.length / 2 > headerCount)
    return {
      status: 431,
      code: "too_many_headers",
      message: `the request has over ${headerCount} headers`,
    };
  const seen: string[] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? "").toLowerCase();
    if (!ONCE.has(name)) continue;
    if (seen.includes(name))
      return { status: 400, code: "bad_request", message: `the header ${name} stands twice` };
    seen.push(name);
  }
  if (httpVersion === "1.1" && headers.host === undefined)
    return { status: 400, code: "bad_request", message: "the header host is missing" };
  return undefined;
}
