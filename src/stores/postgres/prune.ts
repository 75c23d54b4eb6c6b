import type { Pruning } from "../../journal/ports.ts";
import type { EndStatus } from "../../journal/records.ts";
import type { Changes } from "../asks.ts";
import type { Send } from "./driver.ts";
import { FORGOTTEN } from "./nodes.ts";
import { OVERDUE } from "./parcels.ts";
import { type Sql, sql } from "./sql.ts";

/**
 * Other nodes may hold a version for known that they told so long ago; each tells its versions again after
 * it has removed something itself, which is once a minute.
 */
const KNOWN_FOR = "1 hour";

const STATUSES: readonly EndStatus[] = ["succeeded", "failed", "cancelled"];

/**
 * Removes old runs and what is theirs, at most `limit` rows or a little more. It waits for each of its
 * statements, so nothing else may be sent until it is through.
 */
export async function prune(
  send: Send,
  { before, now, limit }: Pruning,
): Promise<Changes["prune"]["answer"]> {
  let left = limit;
  let runs = 0;
  for (const status of STATUSES) {
    if (!Number.isFinite(before[status]) || left <= 0) continue;
    for (const id of await ended(send, status, before[status], left)) {
      if (left <= 0) break;
      // The run itself goes last: one with very many steps takes several turns.
      left -= (await send(some(sql`steps`, sql`run_id = ${id}`, left))).count;
      if (left <= 0) break;
      await Promise.all(remains(id).map(send));
      left--;
      runs++;
    }
  }
  for (const rest of rests(before, now)) {
    if (left <= 0) break;
    left -= (await send(rest(left))).count;
  }
  return { runs, more: left <= 0 };
}

/** A run that its caller may ask for again stays as long as the caller goes. */
async function ended(send: Send, status: EndStatus, time: number, limit: number) {
  const { rows } = await send(sql`SELECT id FROM runs
    WHERE status = ${status} AND finished_at IS NOT NULL AND finished_at < ${time} AND NOT EXISTS
      (SELECT FROM runs AS caller WHERE caller.id = runs.caller_id AND caller.finished_at IS NULL)
    ORDER BY finished_at LIMIT ${limit}`);
  return (rows as { id: string }[]).map(({ id }) => id);
}

function remains(id: string): Sql[] {
  return [
    sql`DELETE FROM arrivals WHERE run_id = ${id}`,
    sql`DELETE FROM callbacks WHERE run_id = ${id}`,
    sql`DELETE FROM runs WHERE id = ${id}`,
  ];
}

/** What else is over: early callbacks for which no run can come any more, keys, refusals, messages, versions, nodes, parcels. */
function rests(before: Pruning["before"], now: number): ((limit: number) => Sql)[] {
  const { refused = Number.NEGATIVE_INFINITY } = before;
  return [
    () => sql`DELETE FROM early_callbacks WHERE NOT EXISTS
      (SELECT FROM runs WHERE flow = ANY (early_callbacks.flows) AND status IN ('queued', 'waiting')
         AND finished_at IS NULL AND seq <= early_callbacks.newest_run)`,
    (limit) => some(sql`dedupe`, sql`expires_at <= ${now}`, limit),
    ...(Number.isFinite(refused)
      ? [(limit: number) => some(sql`refusals`, sql`at < ${refused}`, limit)]
      : []),
    (limit) => some(sql`messages`, sql`expires_at <= ${now}`, limit),
    (limit) =>
      some(
        sql`flow_versions`,
        sql`NOT EXISTS (SELECT FROM runs WHERE runs.version = flow_versions.version)
          AND (told_at < clock_timestamp() - ${KNOWN_FOR}::interval OR (SELECT count(*) FROM nodes WHERE NOT dead) = 1)`,
        limit,
      ),
    (limit) => some(sql`nodes`, FORGOTTEN, limit),
    (limit) => some(sql`parcels`, OVERDUE, limit),
  ];
}

/** Removes some rows of a table: PostgreSQL's `DELETE` knows no limit. */
function some(table: Sql, which: Sql, limit: number): Sql {
  return sql`DELETE FROM ${table} WHERE ctid = ANY
    (ARRAY (SELECT ctid FROM ${table} WHERE ${which} LIMIT ${limit}))`;
}
