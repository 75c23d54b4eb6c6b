import { createHash, timingSafeEqual } from "node:crypto";
import express, {
  type ErrorRequestHandler,
  type Express,
  type RequestHandler,
  type Router,
} from "express";
import type { Logger } from "pino";
import type { RunStore } from "../engine/ports.ts";
import type { Catalog } from "../flows/catalog.ts";
import { type BeginBackup, backupRoute } from "./backup-route.ts";
import type { Deliveries } from "./deliveries.ts";
import { deliveryEvents } from "./delivery-events.ts";
import { isUnkept, sendError, sendUnkept } from "./error-response.ts";
import { exportRoute } from "./export-route.ts";
import { flowDetails, flowSummary } from "./flow-view.ts";
import { runRoutes } from "./run-routes.ts";

export interface AdminOptions {
  readonly catalog: () => Catalog;
  readonly store: RunStore;
  readonly deliveries: Deliveries;
  /** Reads flows and configuration again. */
  readonly reload: () => Promise<ReloadReport>;
  /** How the last reload went. */
  readonly lastReload: () => ReloadReport;
  /** Bearer token for the API; undefined: open, which only a loopback address may be. */
  readonly token: string | undefined;
  readonly logger: Logger;
  /** Begins a copy of the journal. */
  readonly backup: BeginBackup;
  /** Why the daemon can't do its work now; empty while it can. */
  readonly readiness: () => readonly Reason[];
}

/** One reason why the daemon is not ready: a code for machines; what is wrong, and what to do. */
interface Reason {
  readonly code: string;
  readonly message: string;
}

/** What the reload routes answer; only whether it went well is looked at here. */
interface ReloadReport {
  readonly ok: boolean;
}

/** The admin listener: health, and what the journal knows. */
export function createAdmin(options: AdminOptions): Express {
  const app = express();
  app.disable("x-powered-by");
  app.get("/healthz", (_request, response) => void response.json({ status: "ok" }));
  app.get("/readyz", (_request, response) => {
    const reasons = options.readiness();
    if (reasons.length === 0) return void response.json({ status: "ready" });
    response.status(503).json({ status: "not ready", reasons });
  });
  app.use("/api/v1", bearer(options.token), api(options));
  app.use((_request, response) => sendError(response, 404, "not_found", "there is nothing here"));
  app.use(errorHandler(options.logger));
  return app;
}

function errorHandler(logger: Logger): ErrorRequestHandler {
  // Express tells an error handler by its four parameters.
  return (error: unknown, _request, response, _next) => {
    if (response.headersSent) return response.destroy();
    const { status } = error as { status?: number };
    if (status !== undefined && status >= 400 && status < 500)
      return sendError(response, 400, "bad_request", "the address can't be read");
    if (isUnkept(error)) return sendUnkept(response, error.message);
    logger.error({ err: error }, "the admin listener could not answer");
    return sendError(response, 500, "internal_error", "something broke; the log has the details");
  };
}

function bearer(token: string | undefined): RequestHandler {
  if (token === undefined) return (_request, _response, next) => next();
  const expected = digest(`Bearer ${token}`);
  return (request, response, next) => {
    if (timingSafeEqual(digest(request.headers.authorization ?? ""), expected)) return next();
    response.setHeader("WWW-Authenticate", "Bearer");
    return sendError(response, 401, "unauthorized", "send the admin token as a bearer token");
  };
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function api(options: AdminOptions): Router {
  const { catalog, store, deliveries, reload, lastReload } = options;
  const router = express.Router();
  router.get("/flows", (_request, response) => {
    response.json({ flows: [...catalog().flows.values()].map(flowSummary) });
  });
  router.get("/flows/:name", (request, response) => {
    const flow = catalog().flows.get(request.params.name);
    if (flow === undefined)
      return sendError(response, 404, "no_such_flow", "there is no flow of this name");
    response.json(flowDetails(flow, Date.now()));
  });
  router.post("/reload", async (_request, response) => {
    const result = await reload();
    response.status(result.ok ? 200 : 422).json(result);
  });
  router.get("/reload", (_request, response) => void response.json(lastReload()));
  router.get("/events", deliveryEvents(deliveries));
  router.get("/backup", backupRoute(options.backup));
  router.get("/runs/export", exportRoute(store));
  router.use("/runs", runRoutes(store));
  return router;
}
