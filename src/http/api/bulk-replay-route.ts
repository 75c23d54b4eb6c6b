import type { Request, Response, Router } from "express";
import type { TriggeredFlow } from "../../flows/compiled-flow.ts";
import type { BulkReplay, BulkReplayRequest } from "../../generated/admin-api.ts";
import type { RunRecord } from "../../journal/records.ts";
import type { FailedRun, RunSearch, UnreplayedQuery } from "../../journal/run-search.ts";
import { iso } from "../../journal/shown-step.ts";
import { WebhookRejection } from "../../triggers/webhook-rejection.ts";
import { timeWithZone } from "../../written-time.ts";
import { jsonBody } from "../server/json-body.ts";
import { apiErrorOf } from "./api-error.ts";
import { failedRuns } from "./failure-routes.ts";
import { messageWindow } from "./message-window.ts";
import { flowAgain, type ReplayRouteOptions, replayEvent } from "./replay-routes.ts";

/** Runs that are read and written at once: their payloads are in memory together. */
const AT_ONCE = 50;

/**
 * The failed runs of a flow again, page by page and in the order in which they were accepted. A run
 * that has a replay is left out, so nothing is done twice.
 */
export function addBulkReplayRoute(router: Router, options: ReplayRouteOptions): void {
  const { store, catalog, bodyLimit } = options;
  router.post(
    "/runs/replay",
    jsonBody("BulkReplayRequest", bodyLimit),
    async (request: Request, response: Response) => {
      const asked = request.body as BulkReplayRequest;
      const { dry_run = false, limit = 100, past_window = false } = asked;
      const since = timeWithZone(asked.since) as number;
      const until = asked.until === undefined ? Date.now() : (timeWithZone(asked.until) as number);
      const { name, was, version } = flowAgain(catalog(), asked.flow);
      if (asked.after !== undefined && (await store.get(asked.after)) === undefined)
        throw new WebhookRejection(400, "bad_body", "after is what an earlier page gave");
      const after = asked.after === undefined ? {} : { after: asked.after };
      const query = { flow: name, was, since, until, limit, ...after };
      const { ids, count } = hasCause(asked)
        ? await unreplayedOf(asked, query, store)
        : await store.unreplayed(query);
      const done: Pick<BulkReplay, "runs" | "skipped"> = { runs: [], skipped: [] };
      for (let at = 0; at < ids.length; at += AT_ONCE) {
        const some = ids.slice(at, at + AT_ONCE);
        const part = await replayAll(some, { dry_run, past_window }, options);
        done.runs.push(...part.runs);
        done.skipped.push(...part.skipped);
      }
      const next = ids.length === limit ? ids.at(-1) : undefined;
      response.status(dry_run ? 200 : 202).json({
        flow: asked.flow,
        since: iso(since),
        until: iso(until),
        dry_run,
        version,
        count,
        ...done,
        ...(next === undefined ? {} : { after: next }),
      } satisfies BulkReplay);
    },
  );
}

type Cause = Pick<BulkReplayRequest, "step" | "reason" | "code" | "shape">;

function hasCause({ step, reason, code, shape }: Cause): boolean {
  return [step, reason, code, shape].some((part) => part !== undefined);
}

/** The same as the journal's own answer, of failures with one cause. */
async function unreplayedOf(
  { step, reason, code, shape }: Cause,
  { flow, was = [], after, limit, ...times }: UnreplayedQuery,
  store: RunSearch,
): Promise<{ ids: string[]; count: number }> {
  const isWanted = ({ cause, isReplayed }: FailedRun) =>
    !isReplayed &&
    (step === undefined || (cause.step ?? null) === step) &&
    (reason === undefined || cause.reason === reason) &&
    (code === undefined || cause.code === code) &&
    (shape === undefined || cause.shape === shape);
  const ids: string[] = [];
  let count = 0;
  let isAfter = after === undefined;
  const query = { ended: "failed", flows: [flow, ...was], ...times } as const;
  for await (const run of failedRuns(store, query)) {
    if (isWanted(run)) {
      count++;
      if (isAfter && ids.length < limit) ids.push(run.id);
    }
    if (run.id === after) isAfter = true;
  }
  return { ids, count };
}

type Done = BulkReplay["runs"][number] | BulkReplay["skipped"][number];

async function replayAll(
  ids: readonly string[],
  { dry_run, past_window }: { readonly dry_run: boolean; readonly past_window: boolean },
  { store, catalog, submit }: ReplayRouteOptions,
): Promise<Pick<BulkReplay, "runs" | "skipped">> {
  const firsts = await Promise.all(ids.map((id) => store.get(id)));
  const replay = async (first: (typeof firsts)[number]): Promise<Done[]> => {
    if (first === undefined) return [];
    const { id, flow, version, commit } = first.run;
    try {
      const now = flowAgain(catalog(), flow);
      if (!past_window) demandOpenWindow(first.run, now);
      const event = replayEvent(first, now, {}, true);
      const replay_id = dry_run ? null : (await submit(event)).id;
      // Done by somebody else meanwhile, and that replay is gone.
      if (replay_id === "") return [];
      return [{ run_id: id, replay_id, version, commit: commit ?? null }];
    } catch (error) {
      const found = apiErrorOf(error);
      if (found === undefined || found.status >= 500) throw error;
      return [{ run_id: id, code: found.code, message: found.message }];
    }
  };
  // Asked for in one turn: the journal keeps the order, and they share a commit.
  const all = (await Promise.all(firsts.map(replay))).flat();
  return {
    runs: all.filter((one) => "replay_id" in one),
    skipped: all.filter((one) => "code" in one),
  };
}

const HOUR_MS = 3_600_000;

/**
 * A message that can't arrive any more is not sent: many at once would be refused, one by one.
 * @throws WebhookRejection `window_over`
 */
function demandOpenWindow(run: RunRecord, flow: TriggeredFlow): void {
  const window = messageWindow(run, flow);
  if (window?.isOver !== true) return;
  const { begins, length } = window;
  throw new WebhookRejection(
    409,
    "window_over",
    `it came ${Math.floor((Date.now() - begins) / HOUR_MS)} hours ago, and a message of the flow goes through within ${length / HOUR_MS} hours of the customer's own: reach the customer on another way, or say past_window: true`,
  );
}
