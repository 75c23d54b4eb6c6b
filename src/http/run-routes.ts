import express, { type Router } from "express";
import type { RunRecord, RunStatus, RunStore, StepRecord } from "../engine/ports.ts";
import { sendError } from "./error-response.ts";

/** The states of runs. */
export const STATUSES: readonly string[] = [
  "queued",
  "running",
  "waiting",
  "succeeded",
  "failed",
  "cancelled",
] satisfies RunStatus[];

/** What the journal knows of runs. */
export function runRoutes(store: RunStore): Router {
  const router = express.Router();
  router.get("/", async (request, response) => {
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
  router.get("/:id", async (request, response) => {
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
    commit: run.commit ?? null,
    source: run.source,
    status: run.status,
    created_at: new Date(run.createdAt).toISOString(),
    finished_at: run.finishedAt === undefined ? null : new Date(run.finishedAt).toISOString(),
    error: run.error ?? null,
  };
}

/** A run with its payload and steps, as the API shows it. */
export function runDetails({ run, steps }: { run: RunRecord; steps: StepRecord[] }) {
  return { ...runSummary(run), payload: run.payload, steps };
}
