/**
 * Who may talk to the admin listener. Browsers are kept from doing it for a page of somewhere else:
 * there are no CORS headers, a request that another site sends is refused, and without a token only
 * names of this machine are answered, so that no other name can be made to lead here.
 */
import type { RequestHandler } from "express";
import { isOneOf } from "../../triggers/auth/same-text.ts";
import { sendError } from "../server/error-response.ts";
import { FailedLogins } from "../server/failed-logins.ts";

const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/** Refuses what a page of another site makes a browser send. @param token undefined: none is asked for */
export function refuseOtherSites(token: string | undefined): RequestHandler {
  return ({ headers, method }, response, next) => {
    const { host = "", origin } = headers;
    if (token === undefined && !LOOPBACK.test(host))
      return sendError(
        response,
        403,
        "host_not_allowed",
        "without AHAFLOW_ADMIN_TOKEN the admin listener answers as localhost only",
      );
    const site = headers["sec-fetch-site"];
    const isOther =
      (site !== undefined && site !== "same-origin" && site !== "none") ||
      (origin !== undefined && hostOf(origin) !== host.toLowerCase());
    if (isOther && !SAFE_METHODS.has(method))
      return sendError(response, 403, "other_site", "a page of another site can't do this");
    return next();
  };
}

/** Asks for the token, if there is one. */
export function bearer(token: string | undefined): RequestHandler {
  if (token === undefined) return (_request, _response, next) => next();
  const failures = new FailedLogins();
  return async (request, response, next) => {
    const wait = await failures.wait(request.ip, "admin");
    if (wait !== undefined) {
      response.setHeader("Retry-After", String(wait));
      return sendError(
        response,
        429,
        "too_many_failures",
        "too many requests without the token; wait, and send the right one",
      );
    }
    if (isOneOf(request.headers.authorization, [`Bearer ${token}`])) return next();
    await failures.count(request.ip, "admin");
    response.setHeader("WWW-Authenticate", "Bearer");
    return sendError(response, 401, "unauthorized", "send the admin token as a bearer token");
  };
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
