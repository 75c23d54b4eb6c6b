/** How a list of runs, newest first, takes in what has changed. */
import type { RunSummary } from "../../../../src/generated/admin-api.ts";
import type { RunChange } from "../../api/run-change.ts";

/** What a fresh first page says about the list that is shown. */
export interface Merged {
  /** The same runs in the same places, as they are now. */
  readonly rows: readonly RunSummary[];
  /** Runs newer than all of them. */
  readonly unseen: readonly RunSummary[];
  /** Between those and the list there may be more that the page had no room for. */
  readonly hasGap: boolean;
}

/** @param fresh the first page as it is now. @param isLast there are no runs beyond it */
export function merged(
  rows: readonly RunSummary[],
  fresh: readonly RunSummary[],
  isLast: boolean,
): Merged {
  const now = new Map(fresh.map((run) => [run.id, run]));
  const known = new Set(rows.map(({ id }) => id));
  const newest = rows[0]?.created_at ?? "";
  const unseen = fresh.filter(({ id, created_at }) => !known.has(id) && created_at >= newest);
  return {
    rows: rows.map((run) => now.get(run.id) ?? run),
    unseen,
    hasGap: !isLast && unseen.length === fresh.length && rows.length > 0,
  };
}

/** The list with an older page at its end; a run that is there already stays where it is. */
export function withOlder(rows: readonly RunSummary[], older: readonly RunSummary[]): RunSummary[] {
  const known = new Set(rows.map(({ id }) => id));
  return [...rows, ...older.filter(({ id }) => !known.has(id))];
}

const ENDS = new Set<string>(["succeeded", "failed", "cancelled"]);

/** The list with the states that changes tell of; the same list when they tell of none of its runs. */
export function withStates(
  rows: readonly RunSummary[],
  changes: readonly RunChange[],
): readonly RunSummary[] {
  const last = new Map<string, RunChange>();
  for (const change of changes) if (change.status !== undefined) last.set(change.run_id, change);
  if (!rows.some(({ id }) => last.has(id))) return rows;
  return rows.map((run) => {
    const change = last.get(run.id);
    if (change === undefined || ENDS.has(run.status) || change.status === run.status) return run;
    const status = change.status as RunSummary["status"];
    return { ...run, status, finished_at: ENDS.has(status) ? change.at : null };
  });
}
