import { once } from "node:events";
import type { RequestHandler, Response } from "express";
import type { RunRecord, RunStatus, RunStore } from "../engine/ports.ts";
import { sendError } from "./error-response.ts";
import { runDetails, STATUSES } from "./run-routes.ts";

/** Runs that are read at a time. */
const PAGE = 50;

interface Wanted {
  readonly flow?: string;
  readonly status?: RunStatus;
  /** Milliseconds since 1970, of a run's acceptance. */
  readonly since: number;
  readonly until: number;
}

/** `GET /runs/export`: one JSON object a line for each run, newest first, with its steps. */
export function exportRoute(store: Pick<RunStore, "get" | "list">): RequestHandler {
  return async (request, response) => {
    if (Object.values(request.query).some((value) => typeof value !== "string"))
      return sendError(response, 400, "bad_query", "a parameter stands once");
    const { flow, status, since, until } = request.query as Record<string, string | undefined>;
    if (status !== undefined && !STATUSES.includes(status))
      return sendError(response, 400, "bad_query", `status is one of ${STATUSES.join(", ")}`);
    const wanted: Wanted = {
      ...(flow === undefined ? {} : { flow }),
      ...(status === undefined ? {} : { status: status as RunStatus }),
      since: since === undefined ? Number.NEGATIVE_INFINITY : Date.parse(since),
      until: until === undefined ? Number.POSITIVE_INFINITY : Date.parse(until),
    };
    if (Number.isNaN(wanted.since) || Number.isNaN(wanted.until))
      return sendError(response, 400, "bad_query", "since and until are dates, as 2026-11-01");
    response.setHeader("Content-Type", "application/x-ndjson");
    await send(store, wanted, response);
  };
}

async function send(
  store: Pick<RunStore, "get" | "list">,
  { since, until, ...query }: Wanted,
  response: Response,
): Promise<void> {
  let before: RunRecord | undefined;
  for (;;) {
    const page = await store.list({
      ...query,
      limit: PAGE,
      ...(before === undefined ? {} : { before: before.id }),
    });
    for (const { id, createdAt } of page) {
      if (createdAt < since || createdAt >= until) continue;
      const found = await store.get(id);
      if (found === undefined) continue;
      if (response.destroyed) return;
      if (!response.write(`${JSON.stringify(runDetails(found))}\n`))
        await Promise.race([once(response, "drain"), once(response, "close")]);
    }
    // Retention has taken the place where we were: an answer that is cut off says so.
    if (page.length === 0 && before !== undefined && !(await store.get(before.id)))
      return void response.destroy();
    before = page.at(-1) ?? before;
    if (page.length < PAGE) return void response.end();
  }
}
