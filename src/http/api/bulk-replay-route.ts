import type { Request, Response, Router } from "express";
import type { BulkReplay, BulkReplayRequest } from "../../generated/admin-api.ts";
import { iso } from "../../journal/shown-step.ts";
import { WebhookRejection } from "../../triggers/webhook-rejection.ts";
import { timeWithZone } from "../../written-time.ts";
import { jsonBody } from "../server/json-body.ts";
import { apiErrorOf } from "./api-error.ts";
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
      const { dry_run = false, limit = 100, ...asked } = request.body as BulkReplayRequest;
      const since = timeWithZone(asked.since) as number;
      const until = asked.until === undefined ? Date.now() : (timeWithZone(asked.until) as number);
      const { name, was, version } = flowAgain(catalog(), asked.flow);
      if (asked.after !== undefined && (await store.get(asked.after)) === undefined)
        throw new WebhookRejection(400, "bad_body", "after is what an earlier page gave");
      const { ids, count } = await store.unreplayed({
        flow: name,
        was,
        since,
        until,
        limit,
        ...(asked.after === undefined ? {} : { after: asked.after }),
      });
      const done: Pick<BulkReplay, "runs" | "skipped"> = { runs: [], skipped: [] };
      for (let at = 0; at < ids.length; at += AT_ONCE) {
        const part = await replayAll(ids.slice(at, at + AT_ONCE), dry_run, options);
        done.runs.push(...part.runs);
        done.skipped.push(...part.skipped);
      }
      const after = ids.length === limit ? ids.at(-1) : undefined;
      response.status(dry_run ? 200 : 202).json({
        flow: asked.flow,
        since: iso(since),
        until: iso(until),
        dry_run,
        version,
        count,
        ...done,
        ...(after === undefined ? {} : { after }),
      } satisfies BulkReplay);
    },
  );
}

type Done = BulkReplay["runs"][number] | BulkReplay["skipped"][number];

async function replayAll(
  ids: readonly string[],
  isDry: boolean,
  { store, catalog, submit }: ReplayRouteOptions,
): Promise<Pick<BulkReplay, "runs" | "skipped">> {
  const firsts = await Promise.all(ids.map((id) => store.get(id)));
  const replay = async (first: (typeof firsts)[number]): Promise<Done[]> => {
    if (first === undefined) return [];
    const { id, flow, version, commit } = first.run;
    try {
      const event = replayEvent(first, flowAgain(catalog(), flow), {}, true);
      const replay_id = isDry ? null : (await submit(event)).id;
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
