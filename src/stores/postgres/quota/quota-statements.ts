/**
 * What is kept of connections that nodes share: a row for each, in times of the database's clock, in milliseconds
 * since 1970. Whoever changes the places says which version it knows, and reads again when that is past.
 */
import type { CircuitChange } from "../../../outgoing/quota-book.ts";
import { raw, type Sql, sql } from "../sql.ts";

const NOW = raw("ceil(extract(epoch FROM clock_timestamp()) * 1000)::bigint");

/** All of a row, and when the database was asked for it. */
const ROW = raw(`id, version, places, paused_until, open_until, open_ms, tried_until,
  (extract(epoch FROM statement_timestamp()) * 1000)::float8 AS began,
  (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS ended`);

/** Has the transaction wait for the disk, which others on this connection don't. */
const SAFELY = raw("set_config('synchronous_commit', 'on', true)");

export interface QuotaRow {
  readonly id: string;
  readonly version: number;
  /** JSON: the places that were given. */
  readonly places: string;
  readonly paused_until: number;
  readonly open_until: number | null;
  readonly open_ms: number | null;
  readonly tried_until: number;
  readonly began: number;
  readonly ended: number;
}

/** Since when the database has not crashed: a crash empties the table, and whoever comes first writes it anew. */
export const writeEpoch = sql`INSERT INTO quota_epoch (one, since) VALUES (true, ${NOW}) ON CONFLICT DO NOTHING`;
export const readEpoch = sql`SELECT since FROM quota_epoch`;

/** Forgets connections of which nobody has made a call for so long. */
export function forgetQuotas(ms: number): Sql {
  return sql`DELETE FROM quotas WHERE used_at < ${NOW} - ${ms}::bigint`;
}

export function addQuota(id: string): Sql {
  return sql`INSERT INTO quotas (id) VALUES (${id}) ON CONFLICT DO NOTHING`;
}

export function readQuota(id: string): Sql {
  return sql`SELECT ${ROW} FROM quotas WHERE id = ${id}`;
}

/** Changes nothing when somebody else was faster. @param isSafe it outlives a crash of the database */
export function writePlaces(id: string, version: number, places: string, isSafe: boolean): Sql {
  return sql`UPDATE quotas SET places = ${places}, version = version + 1, used_at = ${NOW}
    WHERE id = ${id} AND version = ${version} RETURNING ${ROW}${isSafe ? sql`, ${SAFELY}` : sql``}`;
}

/** @param told tells the other nodes */
export function pauseQuota(id: string, ms: number, told: Sql): Sql {
  const until = sql`greatest(paused_until, ${NOW} + ${Math.ceil(ms)}::bigint)`;
  return change(id, sql`paused_until = ${until}, version = version + 1`, told);
}

/** @param told tells the other nodes */
export function turnCircuit(id: string, turn: CircuitChange, told: Sql): Sql {
  if (turn.to === "closed") return change(id, sql`open_until = NULL, tried_until = 0`, told);
  if (turn.to === "untried") return change(id, sql`tried_until = 0`, told);
  const { to, delayMs } = turn;
  const applies = to === "open" ? sql`open_until IS NULL` : sql`open_until IS NOT NULL`;
  return change(
    id,
    sql`open_until = CASE WHEN ${applies} THEN ${NOW} + ${delayMs}::bigint ELSE open_until END,
      open_ms = CASE WHEN ${applies} THEN ${delayMs}::integer ELSE open_ms END,
      tried_until = CASE WHEN ${applies} THEN 0 ELSE tried_until END`,
    told,
  );
}

/**
 * Has the one call that sees whether the other side is back made here, unless it is too early or another is out.
 * Times that are too far ahead are of a clock that has been set back since.
 */
export function tryCircuit(id: string, mostMs: number): Sql {
  const most = sql`${NOW} + ${mostMs}::bigint`;
  return sql`UPDATE quotas SET tried_until = ${most}
    WHERE id = ${id} AND open_until NOT BETWEEN ${NOW} + 1 AND ${NOW} + open_ms
      AND tried_until NOT BETWEEN ${NOW} + 1 AND ${most} RETURNING ${ROW}`;
}

function change(id: string, set: Sql, told: Sql): Sql {
  return sql`WITH changed AS (UPDATE quotas SET ${set} WHERE id = ${id} RETURNING *)
    SELECT ${ROW}, ${told}, ${SAFELY} FROM changed`;
}
