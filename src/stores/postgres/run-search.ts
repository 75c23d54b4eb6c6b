/** Finds runs. Flow, status and time have their indexes (migrations.ts). */
import type { RunQuery } from "../../journal/ports.ts";
import { MOST_LINKS } from "../../journal/run-search.ts";
import { type FailedRow, failedRun, linkOf, toRecord } from "../run-row.ts";
import type { Send } from "./driver.ts";
import type { Reader } from "./reader.ts";
import { AT_WORK, HAS_BEGUN, RUN_COLUMNS, type RunRow, statusIs } from "./run-rows.ts";
import { all, raw, type Sql, sql } from "./sql.ts";

/** Failed runs that are read at a time. */
const FAILED_AT_ONCE = 500;

/** As the index runs_with_failures has it. */
const WITH_FAILURES = raw("failed_steps > 0 AND status <> 'failed'");

type Filter = Omit<RunQuery, "limit">;

/** The condition of a filter. */
export function fits({
  flow,
  was = [],
  status,
  withFailures,
  activeSince,
  since,
  until,
  before,
}: Filter): Sql {
  return all([
    ...(flow === undefined ? [] : [flowIs([flow, ...was])]),
    ...(status === undefined ? [] : [statusIs(status)]),
    ...(withFailures === true ? [WITH_FAILURES] : []),
    ...(activeSince === undefined ? [] : [isActive(activeSince)]),
    ...(since === undefined ? [] : [sql`created_at >= ${since}`]),
    ...(until === undefined ? [] : [sql`created_at < ${until}`]),
    ...(before === undefined ? [] : [isBeside(raw("<"), before)]),
  ]);
}

function flowIs(names: readonly string[]): Sql {
  return sql`flow = ANY (${names}::text[])`;
}

/** Whether a run was accepted before or after another one; the first half is what an index can use. */
function isBeside(side: Sql, runId: string): Sql {
  const one = (columns: string) => sql`(SELECT ${raw(columns)} FROM runs WHERE id = ${runId})`;
  return sql`created_at ${side}= ${one("created_at")}
    AND (created_at, seq) ${side} ${one("created_at, seq")}`;
}

// A run at rest has its time in its row. One that is worked on is found by its steps, and there are
// never more of those than the backlog allows.
const restsSince = (since: number) => sql`runs.status = 'waiting' AND rested_at >= ${since}`;
const workedSince = (since: number) => sql`${AT_WORK} AND EXISTS
  (SELECT FROM steps WHERE run_id = runs.id AND NOT copied AND active_at >= ${since})`;

function isActive(since: number): Sql {
  return sql`(created_at >= ${since} OR finished_at >= ${since}
    OR (${restsSince(since)}) OR (${workedSince(since)}))`;
}

/** The same for runs that were accepted before: they are found by indexes, and not by their age. */
function isActiveAndOlder(since: number): Sql {
  return sql`runs.seq IN (
    SELECT seq FROM runs WHERE status IN ('succeeded', 'failed', 'cancelled')
      AND finished_at IS NOT NULL AND finished_at >= ${since} AND created_at < ${since}
    UNION ALL SELECT seq FROM runs WHERE ${restsSince(since)} AND created_at < ${since}
    UNION ALL SELECT seq FROM runs WHERE ${workedSince(since)} AND created_at < ${since})`;
}

async function select(send: Send, which: Sql, limit: number): Promise<RunRow[]> {
  const { rows } = await send(sql`SELECT ${RUN_COLUMNS} FROM runs WHERE ${which}
    ORDER BY created_at DESC, seq DESC LIMIT ${limit}`);
  return [...(rows as RunRow[])];
}

/** Whatever was accepted since is active since: only the rest has to be looked for. */
const list: Reader<"list"> = async (send, { limit, activeSince, ...filter }) => {
  if (activeSince === undefined) return (await select(send, fits(filter), limit)).map(toRecord);
  const since = Math.max(filter.since ?? activeSince, activeSince);
  const newer = await select(send, fits({ ...filter, since }), limit);
  if (newer.length === limit || since > activeSince) return newer.map(toRecord);
  const until = Math.min(filter.until ?? activeSince, activeSince);
  const which = sql`${isActiveAndOlder(activeSince)} AND ${fits({ ...filter, until })}`;
  const older = await select(send, which, limit - newer.length);
  return [...newer, ...older].map(toRecord);
};

const byPrefix: Reader<"byPrefix"> = async (send, { prefix, limit, ...filter }) => {
  const which = sql`id >= ${prefix} AND id < ${`${prefix}\u{10FFFF}`} AND ${fits(filter)}`;
  return (await select(send, which, limit)).map(toRecord);
};

const links: Reader<"links"> = async (send, runId) => {
  const status = sql`CASE WHEN runs.status = 'queued' AND ${HAS_BEGUN} THEN 'running' ELSE runs.status END`;
  const linked = async (column: string) => {
    const { rows } = await send(sql`SELECT id, flow, ${status} AS status, created_at, failed_steps,
        caller_path
      FROM runs WHERE ${raw(column)} = ${runId} ORDER BY seq LIMIT ${MOST_LINKS}`);
    return (rows as RunRow[]).map(linkOf);
  };
  return { subRuns: await linked("caller_id"), replays: await linked("replay_of") };
};

const failed: Reader<"failed"> = async (send, { ended, flows, since, until, after }) => {
  const isFailed = ended === "failed";
  const which = all([
    isFailed ? statusIs("failed") : WITH_FAILURES,
    fits({ since, ...(until === undefined ? {} : { until }) }),
    ...(flows === undefined ? [] : [flowIs(flows)]),
    ...(after === undefined ? [] : [isBeside(raw(">"), after)]),
  ]);
  const why = raw(isFailed ? "error" : "first_failure");
  const { rows } = await send(sql`SELECT id, flow, status, created_at, replays, ${why} AS why
    FROM runs WHERE ${which} ORDER BY created_at, seq LIMIT ${FAILED_AT_ONCE}`);
  const found = rows as readonly FailedRow[];
  return {
    runs: found.map(failedRun),
    last: found.length === FAILED_AT_ONCE ? found.at(-1)?.id : undefined,
  };
};

const unreplayed: Reader<"unreplayed"> = async (
  send,
  { flow, was = [], since, until, limit, after },
) => {
  const which = sql`${statusIs("failed")} AND replays = 0 AND ${fits({ flow, was, since, until })}`;
  const counted = await send(sql`SELECT count(*) AS count FROM runs WHERE ${which}`);
  const page = after === undefined ? which : sql`${which} AND ${isBeside(raw(">"), after)}`;
  const { rows } = await send(
    sql`SELECT id FROM runs WHERE ${page} ORDER BY created_at, seq LIMIT ${limit}`,
  );
  return {
    ids: (rows as { id: string }[]).map(({ id }) => id),
    count: (counted.rows[0] as unknown as { count: number }).count,
  };
};

export const searchReads = { list, byPrefix, links, failed, unreplayed };
