import type { Router } from "express";
import type { FailureGroup, FailureList } from "../../generated/admin-api.ts";
import type { FailedQuery, FailedRun, RunSearch } from "../../journal/run-search.ts";
import { iso } from "../../journal/shown-step.ts";
import { readSince } from "./run-query.ts";
import type { RunRouteOptions } from "./run-routes.ts";

/** How far back failures are shown unless somebody says so, in milliseconds. */
const A_DAY_MS = 86_400_000;

/** Failures of some runs, by cause. */
export function addFailureRoutes(
  router: Router,
  { store, redact }: Pick<RunRouteOptions, "store" | "redact">,
): void {
  router.get("/failures", async (request, response) => {
    const since = readSince(request) ?? Date.now() - A_DAY_MS;
    const groups = new Map<string, FailureGroup>();
    for (const ended of ["failed", "otherwise"] as const)
      for await (const run of failedRuns(store, { ended, since })) count(run, groups);
    const failures = [...groups.values()].toSorted(
      (one, two) => Date.parse(two.last_at) - Date.parse(one.last_at) || byFlow(one, two),
    );
    response.json(redact({ since: iso(since), failures } satisfies FailureList));
  });
}

/** Failed runs in the order of acceptance, read a few at a time, so that the journal writes in between. */
export async function* failedRuns(
  store: Pick<RunSearch, "failed">,
  query: Omit<FailedQuery, "after">,
): AsyncGenerator<FailedRun> {
  for (let after: string | undefined, isFirst = true; isFirst || after !== undefined; ) {
    const { runs, last } = await store.failed({
      ...query,
      ...(after === undefined ? {} : { after }),
    });
    yield* runs;
    after = last;
    isFirst = false;
  }
}

/** Adds a run to its group; they come in the order of acceptance. */
function count(run: FailedRun, groups: Map<string, FailureGroup>): void {
  const { id, flow, status, cause, isReplayed } = run;
  const { reason, code, step = null, shape } = cause;
  const key = [flow, status, reason, code, step, shape].join("\0");
  const at = iso(run.createdAt);
  const before = groups.get(key);
  groups.set(key, {
    flow,
    status,
    reason,
    code,
    step,
    shape,
    count: (before?.count ?? 0) + 1,
    replayed: (before?.replayed ?? 0) + (isReplayed ? 1 : 0),
    first_at: before?.first_at ?? at,
    last_at: at,
    example: id,
  });
}

function byFlow(one: FailureGroup, two: FailureGroup): number {
  return one.flow < two.flow ? -1 : Number(one.flow > two.flow);
}
