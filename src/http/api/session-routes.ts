import { type RequestHandler, Router } from "express";
import type { Catalog } from "../../flows/catalog.ts";
import type { LoginRequest, Session } from "../../generated/admin-api.ts";
import { packageVersion } from "../../package-root.ts";
import { jsonBody } from "../server/json-body.ts";
import type { AdminLogin } from "./admin-login.ts";

export interface SessionRouteOptions {
  /** The admin side only shows. */
  readonly readOnly: boolean;
  /** Every connection leads to the simulator of `--simulate`. */
  readonly simulated: boolean;
  readonly catalog: () => Catalog;
}

/** Largest body, in bytes: whoever sends it has not shown the token yet. */
const BODY_LIMIT = 4_096;

/** The page's way in and out, for which nobody has to be in. */
export function sessionRoutes(login: AdminLogin, options: SessionRouteOptions): Router {
  const version = packageVersion();
  const router = Router();
  router.get("/session", (request, response) => {
    const session: Session = {
      login: login.state(request),
      read_only: options.readOnly,
      version,
      simulated: options.simulated,
      zone: shopZone(options.catalog()),
    };
    response.json(session);
  });
  const enter: RequestHandler = async (request, response) => {
    const { token } = request.body as LoginRequest;
    if (await login.enter(request, response, token)) response.status(204).end();
  };
  router.post("/session", jsonBody("LoginRequest", BODY_LIMIT), enter);
  router.delete("/session", (request, response) => {
    login.leave(request, response);
    response.status(204).end();
  });
  return router;
}

/** The time zone that most schedules name, since that is the shop's; without any, this machine's. */
function shopZone({ flows }: Catalog): string {
  const counts = new Map<string, number>();
  for (const { flow } of flows.values())
    for (const { timezone } of flow.on?.schedule ?? [])
      if (timezone !== undefined) counts.set(timezone, (counts.get(timezone) ?? 0) + 1);
  const [most] = [...counts].toSorted(([, one], [, two]) => two - one);
  return most?.[0] ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}
