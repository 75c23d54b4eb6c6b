import type { Request, Response, Router } from "express";
import type { Catalog } from "../../flows/catalog.ts";
import type { CancelAnswer, RunList } from "../../generated/admin-api.ts";
import type { RunStore } from "../../journal/ports.ts";
import type { RunRecord, StepRecord } from "../../journal/records.ts";
import type { RunSearch } from "../../journal/run-search.ts";
import { WebhookRejection } from "../../triggers/webhook-rejection.ts";
import { jsonBody } from "../server/json-body.ts";
import { type AskedRuns, badQuery, readRunQuery, withFormerNames } from "./run-query.ts";
import { runDetails, runPage } from "./run-view.ts";
import { searchRuns } from "./search-runs.ts";

export interface RunRouteOptions {
  readonly store: RunStore & RunSearch;
  readonly catalog: () => Catalog;
  /** Asks for the end of a run. @returns whether it had not ended */
  readonly cancel: (runId: string) => Promise<boolean>;
  /** Masks secrets in plain data. */
  readonly redact: (value: unknown) => unknown;
  /** Largest body, in bytes. */
  readonly bodyLimit: number;
}

/** What the journal knows of runs, and their end. */
export function addRunRoutes(router: Router, options: RunRouteOptions): void {
  const { store, catalog, cancel, redact, bodyLimit } = options;
  router.get("/runs", async (request, response) => {
    const asked = withFormerNames(readRunQuery(request), catalog());
    if (asked.before !== undefined && (await store.get(asked.before)) === undefined)
      throw badQuery("cursor is what an earlier page gave");
    response.json(redact(await listRuns(options, asked)));
  });
  router.get("/runs/:id", async (request, response) => {
    const { run, steps } = await foundRun(store, request.params.id);
    const links = await store.links(run.id);
    // Records are masked when they are written; a secret of later may stand in an older one.
    response.json(redact(runDetails(run, steps, links)));
  });
  router.post(
    "/runs/:id/cancel",
    jsonBody("EmptyRequest", bodyLimit),
    async (request: Request<{ id: string }>, response: Response) => {
      const { run } = await foundRun(store, request.params.id);
      if (!(await cancel(run.id)))
        throw new WebhookRejection(409, "run_ended", "the run has ended already");
      const answer: CancelAnswer = { run_id: run.id, cancel_requested: true };
      response.status(202).json(answer);
    },
  );
}

/** A run of the journal. @throws WebhookRejection 404 */
export async function foundRun(
  store: RunStore,
  id: string,
): Promise<{ run: RunRecord; steps: StepRecord[] }> {
  const found = await store.get(id);
  if (found === undefined) throw new WebhookRejection(404, "no_such_run", "there is no such run");
  return found;
}

async function listRuns(
  { store, redact }: Pick<RunRouteOptions, "store" | "redact">,
  asked: AskedRuns,
): Promise<RunList> {
  const { search, ...query } = asked;
  if (search !== undefined) return searchRuns({ store, redact }, search, query);
  const runs = await store.list(query);
  const next = runs.length === query.limit ? runs.at(-1)?.id : undefined;
  return runPage(runs, next);
}
