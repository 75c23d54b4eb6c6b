/** How a list of runs, newest first, takes in what has changed. */
import type { RunSummary } from "../../../../src/generated/admin-api.ts";
import type { RunChange } from "../../api/run-change.ts";

const ENDS = new Set<string>(["succeeded", "failed", "cancelled"]);

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
  const read = new Map(fresh.map((run) => [run.id, run]));
  const known = new Set(rows.map(({ id }) => id));
  const now = rows.map((run) => later(run, read.get(run.id)));
  const newest = now[0]?.created_at ?? "";
  const unseen = fresh.filter(({ id, created_at }) => !known.has(id) && created_at >= newest);
  return {
    rows: now,
    unseen,
    hasGap: !isLast && unseen.length === fresh.length && rows.length > 0,
  };
}

/** What was read may be from before an end that was told. */
function later(shown: RunSummary, read: RunSummary | undefined): RunSummary {
  return read === undefined || (ENDS.has(shown.status) && !ENDS.has(read.status)) ? shown : read;
}

/** The list with an older page at its end; a run that is there already stays where it is. */
export function withOlder(rows: readonly RunSummary[], older: readonly RunSummary[]): RunSummary[] {
  const known = new Set(rows.map(({ id }) => id));
  return [...rows, ...older.filter(({ id }) => !known.has(id))];
}

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

/** Filters, as the API is asked. */
type Asked = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * The runs that changes tell of as new, newest first, as far as a change says what they are: the next read says the
 * rest. @param known ids that are in the list already. @param asked the filters
 */
export function toldRuns(
  changes: readonly RunChange[],
  known: ReadonlySet<string>,
  asked: Asked,
): RunSummary[] {
  return changes
    .filter((change) => change.new === true && !known.has(change.run_id) && fits(change, asked))
    .map(runOf)
    .toSorted((a, b) => (a.id < b.id ? 1 : -1));
}

/** Whether a change says that its run is one of those that are asked for: a text that is searched it does not have. */
function fits({ flow, status, at }: RunChange, asked: Asked): boolean {
  if (asked["q"] !== undefined && asked["q"] !== "") return false;
  if (asked["with_failures"] !== undefined) return false;
  if ((asked["flow"] || flow) !== flow || (asked["status"] || status) !== status) return false;
  return asked["since"] === undefined || Date.parse(at) >= Date.parse(String(asked["since"]));
}

function runOf({ run_id: id, flow, status = "queued", at }: RunChange): RunSummary {
  return {
    id,
    flow,
    version: "",
    commit: null,
    source: "webhook",
    status: status as RunSummary["status"],
    created_at: at,
    finished_at: ENDS.has(status) ? at : null,
    wake_at: null,
    replay_of: null,
    error: null,
    failed_steps: 0,
    first_failure: null,
    stop_reason: null,
    customer: null,
    erased_at: null,
  };
}
