import type { RunStatus, StepRecord } from "../../journal/records.ts";
import type { KeptRun } from "../run-row.ts";
import type { Driver } from "./driver.ts";
import { parseStep } from "./step-json.ts";

/** A row of `runs` with {@link RUN_COLUMNS}. */
export interface RunRow extends KeptRun {
  readonly cancel: number;
  readonly superseded_by: string | null;
}

/**
 * A run is written when it is accepted and when it ends; in between, its steps tell that it goes.
 * Those that a replay took over say nothing about that.
 */
export const HAS_BEGUN = "EXISTS (SELECT 1 FROM steps WHERE run_id = runs.id AND copied = 0)";
const STATUS = `CASE WHEN runs.status = 'queued' AND ${HAS_BEGUN} THEN 'running' ELSE runs.status END`;

/** A condition of SQL with its values. */
export interface Condition {
  /** The index to use, as `FROM` has it, where SQLite would rather read all in the order of time. */
  readonly index?: string;
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** What is read of a run. */
export const RUN_COLUMNS = `id, flow, version, source, ${STATUS} AS status, payload, concurrency_key,
  commit_id, created_at, finished_at, error, failed_steps, first_failure, stop_reason, output, wake_at, cancel, superseded_by, caller_id, caller_path, replay_of,
  (SELECT at FROM erased_runs WHERE erased_runs.seq = runs.seq) AS erased_at`;

/** Runs that go or may go, as the index of unfinished runs has them. */
export const AT_WORK = "runs.status = 'queued' AND finished_at IS NULL";
export const UNFINISHED = "INDEXED BY runs_unfinished";

/** The condition that a run has a status. Each says how such runs are found (migrations.ts). */
export function statusIs(status: RunStatus): Condition {
  const values: readonly unknown[] = [];
  if (status === "queued")
    return { index: UNFINISHED, sql: `${AT_WORK} AND NOT ${HAS_BEGUN}`, values };
  if (status === "running")
    return { index: UNFINISHED, sql: `${AT_WORK} AND ${HAS_BEGUN}`, values };
  // Nearly all have: by their time they are found sooner than by an index of their own.
  if (status === "succeeded") return { sql: "+runs.status = 'succeeded'", values };
  const indexed = "runs.status NOT IN ('queued', 'succeeded')";
  return { sql: `runs.status = '${status}' AND ${indexed}`, values };
}

/** Reads the records of a run, in the order in which its steps began. */
export function openSteps(database: Driver): (runId: string) => StepRecord[] {
  const select = database.prepare("SELECT record FROM steps WHERE run_id = ? ORDER BY seq");
  return (runId) =>
    (select.all(runId) as { record: string }[]).map(({ record }) => parseStep(record));
}
