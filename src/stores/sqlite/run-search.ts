import type { RunQuery } from "../../journal/ports.ts";
import { MOST_LINKS, type RunSearch } from "../../journal/run-search.ts";
import type { Reads } from "../asks.ts";
import { type FailedRow, failedRun, linkOf, toRecord } from "../run-row.ts";
import { isActive, isActiveAndOlder } from "./active-runs.ts";
import type { Driver } from "./driver.ts";
import { type Condition, RUN_COLUMNS, type RunRow, statusIs } from "./run-rows.ts";
import { openTally } from "./run-tally.ts";
import { openTextSearch } from "./text-search.ts";

type Readers = {
  readonly [name in keyof RunSearch | "list"]: (ask: Reads[name]["ask"]) => Reads[name]["answer"];
};

/** Finds runs. Flow, status and time have their indexes (migrations.ts), but for what nearly all runs are. */
export function openRunSearch(database: Driver): Readers {
  return {
    list: ({ limit, ...filter }) => list(database, filter, limit).map(toRecord),
    search: openTextSearch(database, (filter) => whereOf(conditions(filter))),
    byPrefix: ({ prefix, limit, ...filter }) =>
      select(database, filter, limit, { sql: "id >= ? AND id < ?", values: bounds(prefix) }).map(
        toRecord,
      ),
    links: openLinks(database),
    failed: openFailed(database),
    unreplayed: openUnreplayed(database),
    ...openTally(database),
  };
}

/** Failed runs that are read at a time: a few milliseconds. */
const FAILED_AT_ONCE = 250;

/** As the index runs_with_failures has it. */
const WITH_FAILURES = "failed_steps > 0 AND status <> 'failed'";

const WITH_SOME: Condition = {
  index: "INDEXED BY runs_with_failures",
  sql: WITH_FAILURES,
  values: [],
};

type Filter = Omit<RunQuery, "limit">;

function conditions({
  flow,
  was,
  status,
  withFailures,
  activeSince,
  since,
  until,
  before,
}: Filter): Condition[] {
  return [
    ...(flow === undefined ? [] : [flowIs(flow, was)]),
    ...(status === undefined ? [] : [statusIs(status)]),
    ...(withFailures === true ? [WITH_SOME] : []),
    ...(activeSince === undefined ? [] : [isActive(activeSince)]),
    ...(since === undefined ? [] : [{ sql: "created_at >= ?", values: [since] }]),
    ...(until === undefined ? [] : [{ sql: "created_at < ?", values: [until] }]),
    ...(before === undefined
      ? []
      : [
          {
            sql: "(created_at, seq) < (SELECT created_at, seq FROM runs WHERE id = ?)",
            values: [before],
          },
        ]),
  ];
}

/** Runs of a flow, under all of its names. */
function flowIs(flow: string, was: readonly string[] = []): Condition {
  return { sql: `flow IN (?${", ?".repeat(was.length)})`, values: [flow, ...was] };
}

function whereOf(wanted: readonly Condition[]): Condition {
  return {
    sql: wanted.length === 0 ? "" : `WHERE ${wanted.map(({ sql }) => sql).join(" AND ")}`,
    values: wanted.flatMap(({ values }) => values),
  };
}

/** Whatever was accepted since is active since: only the rest has to be looked for. */
function list(database: Driver, filter: Filter, limit: number): RunRow[] {
  const { activeSince, ...others } = filter;
  if (activeSince === undefined) return select(database, filter, limit);
  const since = Math.max(others.since ?? activeSince, activeSince);
  const newer = select(database, { ...others, since }, limit);
  if (newer.length === limit || since > activeSince) return newer;
  const until = Math.min(others.until ?? activeSince, activeSince);
  const older = isActiveAndOlder(activeSince);
  return [...newer, ...select(database, { ...others, until }, limit - newer.length, older)];
}

function select(database: Driver, filter: Filter, limit: number, more?: Condition): RunRow[] {
  const wanted = [...(more === undefined ? [] : [more]), ...conditions(filter)];
  const { sql, values } = whereOf(wanted);
  const index = wanted.find((one) => one.index !== undefined)?.index ?? "";
  return database
    .prepare(
      `SELECT ${RUN_COLUMNS} FROM runs ${index} ${sql} ORDER BY created_at DESC, seq DESC LIMIT ?`,
    )
    .all(...values, limit) as RunRow[];
}

/** From where to where the texts stand that begin with a prefix. */
function bounds(prefix: string): [string, string] {
  return [prefix, `${prefix}\u{10FFFF}`];
}

function openLinks(database: Driver): Readers["links"] {
  const columns = RUN_COLUMNS.replace(" payload,", "");
  const called = database.prepare(
    `SELECT ${columns} FROM runs WHERE caller_id = ? ORDER BY seq LIMIT ${MOST_LINKS}`,
  );
  const replays = database.prepare(
    `SELECT ${columns} FROM runs WHERE replay_of = ? ORDER BY seq LIMIT ${MOST_LINKS}`,
  );
  return (runId) => ({
    subRuns: (called.all(runId) as RunRow[]).map(linkOf),
    replays: (replays.all(runId) as RunRow[]).map(linkOf),
  });
}

function openFailed(database: Driver): Readers["failed"] {
  const after = "(created_at, seq) > (SELECT created_at, seq FROM runs WHERE id = ?)";
  return ({ ended, flows, since, until, after: last }) => {
    const [flow, ...was] = flows ?? [];
    const kind = ended === "failed" ? statusIs("failed") : WITH_SOME;
    const { sql, values } = whereOf([
      kind,
      ...conditions({ since, ...(until === undefined ? {} : { until }) }),
      ...(flow === undefined ? [] : [flowIs(flow, was)]),
      ...(last === undefined ? [] : [{ sql: after, values: [last] }]),
    ]);
    const why = ended === "failed" ? "error" : "first_failure";
    const rows = database
      .prepare(
        `SELECT id, flow, status, created_at, replays, ${why} AS why FROM runs ${kind.index ?? ""} ${sql}
         ORDER BY created_at, seq LIMIT ${FAILED_AT_ONCE}`,
      )
      .all(...values) as FailedRow[];
    return {
      runs: rows.map(failedRun),
      last: rows.length === FAILED_AT_ONCE ? rows.at(-1)?.id : undefined,
    };
  };
}

function openUnreplayed(database: Driver): Readers["unreplayed"] {
  const after = "(created_at, seq) > (SELECT created_at, seq FROM runs WHERE id = ?)";
  return ({ flow, was, since, until, limit, after: last }) => {
    const of = flowIs(flow, was);
    const where = `status = 'failed' AND ${of.sql} AND created_at >= ? AND created_at < ? AND replays = 0`;
    const values = [...of.values, since, until];
    const counted = database.prepare(`SELECT COUNT(*) AS count FROM runs WHERE ${where}`);
    const { count } = counted.get(...values) as { count: number };
    const page = database.prepare(
      `SELECT id FROM runs WHERE ${where} ${last === undefined ? "" : `AND ${after}`}
       ORDER BY created_at, seq LIMIT ?`,
    );
    const rows = page.all(...values, ...(last === undefined ? [] : [last]), limit);
    return { ids: (rows as { id: string }[]).map(({ id }) => id), count };
  };
}
