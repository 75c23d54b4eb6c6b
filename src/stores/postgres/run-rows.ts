/** How runs are read. */
import type { RunStatus, StepRecord } from "../../journal/records.ts";
import type { KeptRun } from "../run-row.ts";
import { raw, type Sql, sql } from "./sql.ts";

/** A row with {@link RUN_COLUMNS}. */
export type RunRow = KeptRun;

/** A row with {@link STEPS} besides. */
export interface RunWithSteps extends RunRow {
  readonly steps: readonly string[] | null;
}

/**
 * A run is written when it is accepted and when it ends; in between, its steps tell that it goes.
 * Those that a replay took over say nothing about that.
 */
export const HAS_BEGUN = raw("EXISTS (SELECT FROM steps WHERE run_id = runs.id AND NOT copied)");

export const RUN_COLUMNS = sql`id, flow, version, source,
  CASE WHEN runs.status = 'queued' AND ${HAS_BEGUN} THEN 'running' ELSE runs.status END AS status,
  payload, commit_id, concurrency_key, created_at, finished_at, error, failed_steps, first_failure,
  stop_reason, output, wake_at, caller_id, caller_path, replay_of, erased_at`;

/** The records of a run, in the order in which its steps began: of the same moment as the run. */
export const STEPS = raw(
  "(SELECT json_agg(record ORDER BY seq) FROM steps WHERE run_id = runs.id) AS steps",
);

/** Runs that have not ended, as their index has them. */
export const OPEN = raw("runs.status IN ('queued', 'waiting')");

/** Runs that go or may go. */
export const AT_WORK = raw("runs.status = 'queued' AND finished_at IS NULL");

/** The condition that a run has a status. Each says how such runs are found (migrations.ts). */
export function statusIs(status: RunStatus): Sql {
  if (status === "queued") return sql`${AT_WORK} AND NOT ${HAS_BEGUN}`;
  if (status === "running") return sql`${AT_WORK} AND ${HAS_BEGUN}`;
  if (status === "succeeded") return raw("runs.status = 'succeeded'");
  return raw(`runs.status = '${status}' AND runs.status NOT IN ('queued', 'succeeded')`);
}

/** The steps of a run of its row. */
export function stepsOf({ steps }: RunWithSteps): StepRecord[] {
  return (steps ?? []).map((record) => JSON.parse(record) as StepRecord);
}
