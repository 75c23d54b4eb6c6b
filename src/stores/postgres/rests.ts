/** How runs end, rest and are woken. A run that has something to wake for is due at 0. */
import type { Arrival, Caller } from "../../journal/records.ts";
import type { Maker } from "./maker.ts";
import { type Sql, sql } from "./sql.ts";

const finish: Maker<"finish"> = async (send, { runId, result, caller, called }) => {
  const { status, error, output, failed, stopReason, finishedAt } = result;
  const end = sql`UPDATE runs SET status = ${status}, finished_at = ${finishedAt},
      error = ${json(error)}, output = ${json(output)}, failed_steps = ${failed?.count ?? 0},
      first_failure = ${json(failed?.first)}, stop_reason = ${stopReason ?? null}, wake_at = NULL
    WHERE id = ${runId} AND finished_at IS NULL`;
  if (caller === undefined && called.length === 0) {
    await send(end);
    return null;
  }
  const { finishedAt: _finishedAt, ...known } = result;
  const value = JSON.stringify({ kind: "run", result: known } satisfies Arrival);
  const told = caller ?? { runId: "", path: "" };
  await send(sql`WITH ended AS (${end} RETURNING id),
    cancelled AS (${cancelling(sql`id = ANY (${called}::text[]) AND EXISTS (SELECT FROM ended)`)}),
    ${arriving(sql`SELECT ${told.runId}, ${told.path}, ${value} FROM ended WHERE ${caller !== undefined}`)}
    SELECT FROM ended`);
  return null;
};

const park: Maker<"park"> = async (send, { runId, rest }) => {
  const { count } = await send(sql`UPDATE runs
    SET status = 'waiting', wake_at = ${rest.wakeAt ?? null}, rested_at = ${rest.at}
    WHERE id = ${runId} AND finished_at IS NULL AND NOT cancel
      AND (SELECT count(*) FROM arrivals WHERE run_id = runs.id) <= ${rest.arrivals}`);
  return count > 0;
};

const wake: Maker<"wake"> = async (send, runIds) => {
  await send(sql`UPDATE runs SET status = 'queued', wake_at = NULL
    WHERE id = ANY (${runIds}::text[]) AND status = 'waiting'`);
  return null;
};

const cancel: Maker<"cancel"> = async (send, runId) =>
  (await send(cancelling(sql`id = ${runId}`))).count > 0;

export const rests = { finish, park, wake, cancel };

/**
 * Parts of a `WITH`: keeps what came for steps, once, and wakes their runs.
 * @param come selects run, path and value; what is new of it is in `arrived`
 */
export function arriving(come: Sql): Sql {
  return sql`arrived AS (
      INSERT INTO arrivals (run_id, path, value) ${come} ON CONFLICT DO NOTHING RETURNING run_id),
    woken AS (
      UPDATE runs SET wake_at = 0
      WHERE id IN (SELECT run_id FROM arrived) AND status = 'waiting' AND finished_at IS NULL)`;
}

/** Whether something has come for a step. */
export function hasCome({ runId, path }: { [part in keyof Caller]: unknown }): Sql {
  return sql`EXISTS (SELECT FROM arrivals WHERE run_id = ${runId} AND path = ${path})`;
}

function cancelling(which: Sql): Sql {
  return sql`UPDATE runs SET cancel = true, wake_at = CASE WHEN status = 'waiting' THEN 0 END
    WHERE finished_at IS NULL AND ${which}`;
}

function json(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
