/** How runs end, rest and are woken. A run that has something to wake for is due at 0. */
import type { Arrival, Caller } from "../../journal/records.ts";
import type { Changes } from "../asks.ts";
import type { Maker } from "./maker.ts";
import { raw, type Sql, sql } from "./sql.ts";

type End = Changes["finish"]["ask"];

/** Ends runs, each once. */
export function ending(ends: readonly Pick<End, "runId" | "result">[]): Sql {
  const column = (of: (result: End["result"]) => unknown) => ends.map(({ result }) => of(result));
  return sql`UPDATE runs SET status = told.status, finished_at = told.finished_at, error = told.error,
      output = told.output, failed_steps = told.failed_steps, first_failure = told.first_failure,
      stop_reason = told.stop_reason, wake_at = NULL, node = NULL, due_at = NULL, stuck = false
    FROM unnest(${ends.map(({ runId }) => runId)}::text[], ${column(({ status }) => status)}::text[],
      ${column(({ finishedAt }) => finishedAt)}::bigint[], ${column(({ error }) => json(error))}::text[],
      ${column(({ output }) => json(output))}::text[], ${column(({ failed }) => failed?.count ?? 0)}::integer[],
      ${column(({ failed }) => json(failed?.first))}::text[],
      ${column(({ stopReason }) => stopReason ?? null)}::text[])
      AS told (id, status, finished_at, error, output, failed_steps, first_failure, stop_reason)
    WHERE runs.id = told.id AND runs.finished_at IS NULL`;
}

/** Ends a run, once, and tells its caller. */
export const finishing: Maker<"finish"> = async (send, end) => {
  const { result, caller, called } = end;
  if (caller === undefined && called.length === 0) {
    await send(ending([end]));
    return null;
  }
  const { finishedAt: _finishedAt, ...known } = result;
  const value = JSON.stringify({ kind: "run", result: known } satisfies Arrival);
  const told = caller ?? { runId: "", path: "" };
  await send(sql`WITH ended AS (${ending([end])} RETURNING runs.id),
    cancelled AS (${marking(sql`id = ANY (${called}::text[]) AND EXISTS (SELECT FROM ended)`)}),
    ${arriving(sql`SELECT ${told.runId}, ${told.path}, ${value} FROM ended WHERE ${caller !== undefined}`)}
    SELECT FROM ended`);
  return null;
};

const park: Maker<"park"> = async (send, { runId, rest }) => {
  // A write that is made again comes too late where somebody else has the run by now.
  const isOurs = sql`id = ${runId} AND finished_at IS NULL AND coalesce(node, ${ME}) = ${ME}`;
  const { rows } = await send(sql`WITH parked AS (
      UPDATE runs SET status = 'waiting', wake_at = ${rest.wakeAt ?? null}, rested_at = ${rest.at},
        begun = true, node = NULL, due_at = ${rest.wakeAt ?? null}
      WHERE ${isOurs} AND NOT cancel
        AND (SELECT count(*) FROM arrivals WHERE run_id = runs.id) <= ${rest.arrivals}
      RETURNING id)
    SELECT EXISTS (SELECT FROM parked) AS rests, EXISTS (SELECT FROM runs WHERE ${isOurs}) AS ours`);
  const [{ rests: isParked, ours }] = rows as unknown as [{ rests: boolean; ours: boolean }];
  return isParked || !ours;
};

const wake: Maker<"wake"> = async (send, runIds) => {
  await send(sql`UPDATE runs SET status = 'queued', wake_at = NULL
    WHERE id = ANY (${runIds}::text[]) AND status = 'waiting'`);
  return null;
};

const cancel: Maker<"cancel"> = async (send, { runId, supersededBy }) =>
  (await send(marking(sql`id = ${runId}`, supersededBy))).count > 0;

/** The node that asks. */
export const ME = raw("current_setting('ahaflow.node')");

export const rests = { park, wake, cancel };

/**
 * Parts of a `WITH`: keeps what came for steps, once, and wakes their runs.
 * @param come selects run, path and value; what is new of it is in `arrived`
 */
export function arriving(come: Sql): Sql {
  return sql`arrived AS (
      INSERT INTO arrivals (run_id, path, value) ${come} ON CONFLICT DO NOTHING RETURNING run_id),
    woken AS (
      UPDATE runs SET wake_at = 0, due_at = 0
      WHERE id IN (SELECT run_id FROM arrived) AND status = 'waiting' AND finished_at IS NULL)`;
}

/** Whether something has come for a step. */
export function hasCome({ runId, path }: { [part in keyof Caller]: unknown }): Sql {
  return sql`EXISTS (SELECT FROM arrivals WHERE run_id = ${runId} AND path = ${path})`;
}

function json(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

/**
 * Asks for the end of runs. Nobody has to wait for those that have begun: they go on, to end.
 * @param by the newer run with their key that needs their place
 */
export function marking(which: Sql, by?: string): Sql {
  return sql`UPDATE runs SET cancel = true,
      superseded_by = CASE WHEN cancel THEN superseded_by ELSE ${by ?? null}::text END, wake_at = CASE WHEN status = 'waiting' THEN 0 END,
      due_at = CASE WHEN node IS NULL AND (begun OR status = 'waiting') THEN 0 ELSE due_at END,
      stuck = false
    WHERE finished_at IS NULL AND ${which}`;
}
