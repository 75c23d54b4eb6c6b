/** Which runs had something happen to them since a time, in SQL. */
import { AT_WORK, type Condition, UNFINISHED } from "./run-rows.ts";

// A run at rest has its time in its row. One that is worked on is found by its steps, and there are
// never more of those than the backlog allows.
const LAST_OF_STEP = `max(${timeAt("$.startedAt")}, ${timeAt("$.endedAt")},
  ${timeAt("$.attempts[#-1].startedAt")}, ${timeAt("$.attempts[#-1].endedAt")})`;
const AT_REST = "runs.status = 'waiting' AND rested_at >= ?";
const WORKED = `${AT_WORK} AND EXISTS (SELECT 1 FROM steps
  WHERE run_id = runs.id AND copied = 0 AND ${LAST_OF_STEP} >= ?)`;

/** A condition on a row of `runs`. @param since milliseconds since 1970 */
export function isActive(since: number): Condition {
  return {
    sql: `(created_at >= ? OR finished_at >= ? OR (${AT_REST}) OR (${WORKED}))`,
    values: [since, since, since, since],
  };
}

/** The same for runs that were accepted before: they are found by indexes, and not by their age. */
export function isActiveAndOlder(since: number): Condition {
  return {
    // By their row numbers.
    index: "NOT INDEXED",
    sql: `runs.seq IN (
      SELECT seq FROM runs WHERE status IN ('succeeded', 'failed', 'cancelled')
        AND finished_at IS NOT NULL AND finished_at >= ? AND created_at < ?
      UNION ALL SELECT seq FROM runs INDEXED BY runs_rested WHERE ${AT_REST} AND created_at < ?
      UNION ALL SELECT seq FROM runs ${UNFINISHED} WHERE ${WORKED} AND created_at < ?)`,
    values: [since, since, since, since, since, since],
  };
}

function timeAt(place: string): string {
  return `coalesce(record ->> '${place}', 0)`;
}
