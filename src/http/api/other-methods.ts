import type { RequestHandler } from "express";
import type { loadAdminApi } from "../../schemas.ts";
import { sendNotAllowed } from "../server/error-response.ts";

/**
 * Answers 405 where a path is one of the API's document and takes other methods; any other request goes on. A
 * test holds the document against the routes.
 */
export function refuseOtherMethods({ paths }: ReturnType<typeof loadAdminApi>): RequestHandler {
  const known = Object.entries(paths).map(([path, operations]) => ({
    pattern: patternOf(path),
    methods: Object.keys(operations).flatMap((method) =>
      method === "get" ? ["GET", "HEAD"] : method.toUpperCase(),
    ),
  }));
  return ({ path, method }, response, next) => {
    const fitting = known.filter(({ pattern }) => pattern.test(path));
    const allowed = new Set(fitting.flatMap(({ methods }) => methods));
    if (allowed.size === 0 || allowed.has(method)) return next();
    sendNotAllowed(response, [...allowed]);
  };
}

/** As Express compares: in any case, with a slash at the end or without. */
function patternOf(path: string): RegExp {
  const parts = path.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "[^/]+");
  return new RegExp(`^${parts}/?$`, "i");
}
