import { ActionError } from "../../errors.ts";
import { headerText } from "../../outgoing/response-text.ts";
import type { OutgoingRequest } from "./outgoing-request.ts";

/** Headers that also another host may see; any other may hold a credential. */
const HARMLESS = new Set([
  "accept",
  "accept-encoding",
  "accept-language",
  "content-type",
  "user-agent",
]);

/** Whether an answer is a redirect that says where to. */
export function isRedirect(
  status: number,
  location: string | string[] | undefined,
): location is string {
  return [301, 302, 303, 307, 308].includes(status) && typeof location === "string";
}

/**
 * The request that a redirect asks for; undefined when the answer is no redirect.
 * @throws ActionError invalid_request for a place that can't be followed
 */
export function redirected(
  request: OutgoingRequest,
  status: number,
  location: string | string[] | undefined,
): OutgoingRequest | undefined {
  if (!isRedirect(status, location)) return undefined;
  const place = headerText(location);
  const url = URL.canParse(place, request.url.href) ? new URL(place, request.url) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username + url.password !== "")
    throw refused("the redirect leads to no http or https address");
  if (request.url.protocol === "https:" && url.protocol === "http:")
    throw refused("the redirect leads from https to http");
  const headers = url.origin === request.url.origin ? request.headers : harmless(request.headers);
  return becomesGet(request.method, status)
    ? { url, method: "GET", headers: withoutBody(headers), body: undefined }
    : { ...request, url, headers };
}

/** As browsers do it, and RFC 9110, section 15.4, allows it. */
function becomesGet(method: OutgoingRequest["method"], status: number): boolean {
  if (method === "HEAD" || method === "GET") return false;
  return status === 303 || (method === "POST" && (status === 301 || status === 302));
}

type Headers = OutgoingRequest["headers"];

function harmless(headers: Headers): Headers {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => HARMLESS.has(name)));
}

function withoutBody(headers: Headers): Headers {
  const { "content-type": _type, "idempotency-key": _key, ...rest } = headers;
  return rest;
}

function refused(message: string): ActionError {
  return new ActionError("invalid_request", message, { code: "bad_redirect" });
}
