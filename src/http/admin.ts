import { createHash, timingSafeEqual } from "node:crypto";
import express, {
  type ErrorRequestHandler,
  type Express,
  type RequestHandler,
  type Router,
} from "express";
import type { Logger } from "pino";
import type { RunRecord, RunStatus, RunStore, StepRecord } from "../engine/ports.ts";
import type { Catalog } from "../flows/catalog.ts";
import { sendError } from "./error-response.ts";

export interface AdminOptions {
  readonly catalog: () => Catalog;
  readonly store: RunStore;
  /** Bearer token for the API; undefined: open, which only a loopback address may be. */
  readonly token: string | undefined;
  readonly logger: Logger;
}

const STATUSES: readonly string[] = [
  "queued",
  "running",
  "waiting",
  "succeeded",
  "failed",
  "cancelled",
] satisfies RunStatus[];

/** The admin listener: health, and what the journal knows. */
export function createAdmin(options: AdminOptions): Express {
  const app = express();
  app.disable("x-powered-by");
  app.get("/healthz", (_request, response) => void response.json({ status: "ok" }));
  app.get("/readyz", (_request, response) => void response.json({ status: "ready" }));
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

function api({ catalog, store }: AdminOptions): Router {
  const router = express.Router();
  router.get("/flows", (_request, response) => {
    const flows = [...catalog().flows.values()].map(({ name, version, source, flow, webhook }) => ({
      name,
      version,
      file: source.file,
      enabled: flow.enabled !== false,
      webhook: { path: webhook.path, methods: webhook.methods },
    }));
    response.json({ flows });
  });
  router.get("/runs", async (request, response) => {
    if (Object.values(request.query).some((value) => typeof value !== "string"))
      return sendError(response, 400, "bad_query", "a parameter stands once");
    const { flow, status, cursor, limit } = request.query as Record<string, string | undefined>;
    const count = Number(limit ?? "50");
    if (!Number.isInteger(count) || count < 1 || count > 500)
      return sendError(response, 400, "bad_query", "limit is a number from 1 to 500");
    if (status !== undefined && !STATUSES.includes(status))
      return sendError(response, 400, "bad_query", `status is one of ${STATUSES.join(", ")}`);
    if (cursor !== undefined && (await store.get(cursor)) === undefined)
      return sendError(response, 400, "bad_query", "cursor is what an earlier page gave");
    const runs = await store.list({
      limit: count,
      ...(flow === undefined ? {} : { flow }),
      ...(status === undefined ? {} : { status: status as RunStatus }),
      ...(cursor === undefined ? {} : { before: cursor }),
    });
    const next = runs.length === count ? runs.at(-1)?.id : undefined;
    response.json({ runs: runs.map(runSummary), ...(next === undefined ? {} : { cursor: next }) });
  });
  router.get("/runs/:id", async (request, response) => {
    const found = await store.get(request.params.id);
    if (found === undefined) return sendError(response, 404, "no_such_run", "there is no such run");
    response.json(runDetails(found));
  });
  return router;
}

function runSummary(run: RunRecord) {
  return {
    id: run.id,
    flow: run.flow,
    version: run.version,
    source: run.source,
    status: run.status,
    created_at: new Date(run.createdAt).toISOString(),
    finished_at: run.finishedAt === undefined ? null : new Date(run.finishedAt).toISOString(),
    error: run.error ?? null,
  };
}

function runDetails({ run, steps }: { run: RunRecord; steps: StepRecord[] }) {
  return { ...runSummary(run), payload: run.payload, steps };
}
