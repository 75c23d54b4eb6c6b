/**
 * Who may talk to the admin listener. Browsers are kept from doing it for a page of somewhere else:
 * there are no CORS headers, a request that another site sends is refused, and without a token only
 * names of this machine are answered, so that no other name can be made to lead here.
 */
import type { Request, RequestHandler } from "express";
import { sendError } from "../server/error-response.ts";

const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/** Refuses what a page of another site makes a browser send. @param token undefined: none is asked for */
export function refuseOtherSites(token: string | undefined): RequestHandler {
  return ({ headers, method }, response, next) => {
    const { host = "" } = headers;
    if (token === undefined && !LOOPBACK.test(host))
      return sendError(
        response,
        403,
        "host_not_allowed",
        "without AHAFLOW_ADMIN_TOKEN the admin listener answers as localhost only",
      );
    if (isOtherSite(headers) && !SAFE_METHODS.has(method))
      return sendError(response, 403, "other_site", "a page of another site can't do this");
    return next();
  };
}

/** Refuses what would change something. */
export const refuseChanges: RequestHandler = ({ method }, response, next) => {
  if (SAFE_METHODS.has(method)) return next();
  const message = "nothing can be changed here: AHAFLOW_ADMIN_READ_ONLY is set";
  return sendError(response, 403, "read_only", message);
};

/**
 * Whether a request with a cookie comes from the page itself. One that changes something has to say so:
 * browsers do.
 */
export function isOwnPage({ headers, method }: Pick<Request, "headers" | "method">): boolean {
  if (isOtherSite(headers)) return false;
  const site = headers["sec-fetch-site"];
  return SAFE_METHODS.has(method) || site === "same-origin" || headers.origin !== undefined;
}

/** Only browsers say where a request comes from. */
function isOtherSite({ host = "", origin, ...headers }: Request["headers"]): boolean {
  const site = headers["sec-fetch-site"];
  return (
    (site !== undefined && site !== "same-origin" && site !== "none") ||
    (origin !== undefined && hostOf(origin) !== host.toLowerCase())
  );
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
