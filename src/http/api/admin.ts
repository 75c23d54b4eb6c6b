import express, { type ErrorRequestHandler, type Express, type Router } from "express";
import helmet from "helmet";
import type { Logger } from "pino";
import { BacklogFull } from "../../engine/accept/submit.ts";
import { loadAdminApi } from "../../schemas.ts";
import { isUnkept, sendError, sendUnkept } from "../server/error-response.ts";
import type { Deliveries } from "../webhooks/deliveries.ts";
import { bearer, refuseOtherSites } from "./admin-guard.ts";
import { sendApiError } from "./api-error.ts";
import { type BeginBackup, backupRoute } from "./backup-route.ts";
import { addBulkReplayRoute } from "./bulk-replay-route.ts";
import { deliveryEvents } from "./delivery-events.ts";
import { exportRoute } from "./export-route.ts";
import { flowDetails, flowSummary } from "./flow-view.ts";
import { metricsRoute } from "./metrics-route.ts";
import { addRefusalRoutes, type RefusalRouteOptions } from "./refusal-routes.ts";
import { addReplayRoutes, type ReplayRouteOptions } from "./replay-routes.ts";
import { addRunRoutes, type RunRouteOptions } from "./run-routes.ts";

export interface AdminOptions extends RunRouteOptions, ReplayRouteOptions, RefusalRouteOptions {
  readonly deliveries: Deliveries;
  /** Reads flows and configuration again. */
  readonly reload: () => Promise<ReloadReport>;
  /** How the last reload went. */
  readonly lastReload: () => ReloadReport;
  /** Bearer token for the API; undefined: open, which only a loopback address may be. */
  readonly token: string | undefined;
  /** What `/metrics` shows. */
  readonly metrics: Parameters<typeof metricsRoute>[0];
  readonly logger: Logger;
  /** Begins a copy of the journal. */
  readonly backup: BeginBackup;
  /** Every connection leads to the simulator of `--simulate`. */
  readonly simulated: boolean;
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
  app.use(helmet());
  app.get("/healthz", (_request, response) => void response.json({ status: "ok" }));
  app.get("/readyz", (_request, response) => {
    const reasons = options.readiness();
    const simulated = options.simulated ? { simulated: true } : {};
    if (reasons.length === 0) return void response.json({ status: "ready", ...simulated });
    response.status(503).json({ status: "not ready", ...simulated, reasons });
  });
  const login = bearer(options.token);
  app.use(refuseOtherSites(options.token));
  app.get("/metrics", login, metricsRoute(options.metrics));
  app.use("/api/v1", login, api(options));
  app.use((_request, response) => sendError(response, 404, "not_found", "there is nothing here"));
  app.use(errorHandler(options.logger));
  return app;
}

function errorHandler(logger: Logger): ErrorRequestHandler {
  // Express tells an error handler by its four parameters.
  return (error: unknown, _request, response, _next) => {
    if (response.headersSent) return response.destroy();
    if (sendApiError(error, response)) return;
    const { status } = error as { status?: number };
    if (status !== undefined && status >= 400 && status < 500)
      return sendError(response, 400, "bad_request", "the address can't be read");
    if (error instanceof BacklogFull) return sendUnkept(response, error.message, error.code);
    if (isUnkept(error)) return sendUnkept(response, error.message);
    logger.error({ err: error }, "the admin listener could not answer");
    return sendError(response, 500, "internal_error", "something broke; the log has the details");
  };
}

function api(options: AdminOptions): Router {
  const { catalog, deliveries, reload, lastReload } = options;
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
  router.get("/runs/export", exportRoute(options));
  const document = loadAdminApi();
  router.get("/openapi.json", (_request, response) => void response.json(document));
  addRunRoutes(router, options);
  addRefusalRoutes(router, options);
  addBulkReplayRoute(router, options);
  addReplayRoutes(router, options);
  return router;
}
