import express, {
  type ErrorRequestHandler,
  type Express,
  type RequestHandler,
  type Router,
} from "express";
import helmet from "helmet";
import type { Logger } from "pino";
import { BacklogFull } from "../../engine/accept/submit.ts";
import type { NotReadyReason } from "../../generated/admin-api.ts";
import { loadAdminApi } from "../../schemas.ts";
import { servePage } from "../page/serve-page.ts";
import { isUnkept, sendError, sendUnkept } from "../server/error-response.ts";
import { trustProxies } from "../server/trust-proxies.ts";
import { refuseChanges, refuseOtherSites } from "./admin-guard.ts";
import { AdminLogin } from "./admin-login.ts";
import { sendApiError } from "./api-error.ts";
import { type BeginBackup, backupRoute } from "./backup-route.ts";
import { addBulkReplayRoute } from "./bulk-replay-route.ts";
import { addCompareRoute } from "./compare-route.ts";
import { addConnectionRoutes, type ConnectionRouteOptions } from "./connection-routes.ts";
import { addDeliveryRoutes, type DeliveryRouteOptions } from "./delivery-routes.ts";
import { DeliveryTail } from "./delivery-tail.ts";
import { addErasureRoutes, type ErasureRouteOptions } from "./erasure-routes.ts";
import { EventLog, type EventLogOptions } from "./event-log.ts";
import { eventsRoute } from "./events-route.ts";
import { exportRoute } from "./export-route.ts";
import { addFailureRoutes } from "./failure-routes.ts";
import { addFlowRoutes, type FlowRouteOptions } from "./flow-routes.ts";
import { metricsRoute } from "./metrics-route.ts";
import { addNodesRoute, type NodesRouteOptions } from "./nodes-route.ts";
import { refuseOtherMethods } from "./other-methods.ts";
import { PersonMemory, type PersonMemoryOptions } from "./person-memory.ts";
import { addRefusalRoutes, type RefusalRouteOptions } from "./refusal-routes.ts";
import { addReloadRoutes, type ReloadRouteOptions } from "./reload-routes.ts";
import { addReplayRoutes, type ReplayRouteOptions } from "./replay-routes.ts";
import { RunFigures } from "./run-figures.ts";
import { addRunFlowRoute } from "./run-flow-route.ts";
import { addRunRoutes, type RunRouteOptions } from "./run-routes.ts";
import { type SessionRouteOptions, sessionRoutes } from "./session-routes.ts";
import { addStatsRoute, type StatsRouteOptions } from "./stats-route.ts";
import { addWaitsRoute, type WaitsRouteOptions } from "./waits-route.ts";

export interface AdminOptions
  extends RunRouteOptions,
    ReplayRouteOptions,
    RefusalRouteOptions,
    FlowRouteOptions,
    StatsRouteOptions,
    EventLogOptions,
    DeliveryRouteOptions,
    WaitsRouteOptions,
    ConnectionRouteOptions,
    NodesRouteOptions,
    ReloadRouteOptions,
    ErasureRouteOptions,
    Pick<PersonMemoryOptions, "flushRefusals">,
    SessionRouteOptions {
  /** The admin token; undefined: open, which only a loopback address may be. */
  readonly token: string | undefined;
  /** Addresses and ranges of the proxies whose `X-Forwarded-…` is believed. */
  readonly trustedProxies: readonly string[];
  /** What `/metrics` shows. */
  readonly metrics: Parameters<typeof metricsRoute>[0];
  readonly logger: Logger;
  /** Begins a copy of the journal. */
  readonly backup: BeginBackup;
  /** Why the daemon can't do its work now; empty while it can. */
  readonly readiness: () => readonly NotReadyReason[];
}

/** What the page may load: its own files, and the pictures of the messages that it shows. */
const POLICY = {
  "default-src": ["'none'"],
  "script-src": ["'self'"],
  "style-src": ["'self'"],
  "img-src": ["'self'", "data:", "https:"],
  "connect-src": ["'self'"],
  "font-src": ["'self'"],
  "base-uri": ["'none'"],
  "form-action": ["'self'"],
  "frame-ancestors": ["'none'"],
};

/** The admin listener: health, what the journal knows, and the page that shows it. */
export function createAdmin(options: AdminOptions): Express {
  const app = express();
  app.disable("x-powered-by");
  trustProxies(app, options.trustedProxies);
  app.use(
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: POLICY },
      xFrameOptions: { action: "deny" },
    }),
  );
  app.get("/healthz", (_request, response) => void response.json({ status: "ok" }));
  app.get("/readyz", (_request, response) => {
    const reasons = options.readiness();
    const simulated = options.simulated ? { simulated: true } : {};
    if (reasons.length === 0) return void response.json({ status: "ready", ...simulated });
    response.status(503).json({ status: "not ready", ...simulated, reasons });
  });
  const login = new AdminLogin(options.token);
  app.use(refuseOtherSites(options.token));
  app.use("/api/v1", neverKept, sessionRoutes(login, options));
  app.get("/metrics", login.demand, metricsRoute(options.metrics));
  app.use("/api/v1", login.demand, options.readOnly ? refuseChanges : [], api(options));
  app.use(refuseOtherMethods(loadAdminApi()));
  app.use(servePage(options.logger));
  app.use((_request, response) => sendError(response, 404, "not_found", "there is nothing here"));
  app.use(errorHandler(options.logger));
  return app;
}

/** A browser keeps no answer: there are customers in it. */
const neverKept: RequestHandler = (_request, response, next) => {
  response.setHeader("Cache-Control", "no-store");
  next();
};

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
  const { flushRefusals, asks } = options;
  const router = express.Router();
  addReloadRoutes(router, options);
  const log = new EventLog(options);
  router.get("/events", eventsRoute(log));
  router.get("/backup", backupRoute(options.backup));
  router.get("/runs/export", exportRoute(options));
  const document = loadAdminApi();
  router.get("/openapi.json", (_request, response) => void response.json(document));
  const figures = new RunFigures(options.store);
  const tail = new DeliveryTail(options.changes);
  addDeliveryRoutes(router, options, tail);
  addConnectionRoutes(router, options);
  addNodesRoute(router, options);
  addFlowRoutes(router, options, figures);
  addStatsRoute(router, options, figures);
  addRunRoutes(router, options);
  addRunFlowRoute(router, options);
  addWaitsRoute(router, options);
  addCompareRoute(router, options);
  addFailureRoutes(router, options);
  addRefusalRoutes(router, options);
  addBulkReplayRoute(router, options);
  addReplayRoutes(router, options);
  const forgetEvents = () => log.clear();
  addErasureRoutes(router, options, new PersonMemory({ tail, forgetEvents, flushRefusals, asks }));
  return router;
}
