import type { RunQuery } from "../../journal/ports.ts";
import {
  type FailureGroup,
  MOST_LINKS,
  type RunLink,
  type RunSearch,
} from "../../journal/run-search.ts";
import { isActive, isActiveAndOlder } from "./active-runs.ts";
import type { Driver } from "./driver.ts";
import type { Reads } from "./messages.ts";
import { type Condition, RUN_COLUMNS, type RunRow, statusIs, toRecord } from "./run-rows.ts";
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
    failures: openFailures(database),
    unreplayed: openUnreplayed(database),
    ...openTally(database),
  };
}

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

function linkOf({ id, flow, status, created_at, failed_steps, caller_path }: RunRow): RunLink {
  const step = caller_path ?? undefined;
  return { id, flow, status, createdAt: created_at, failedSteps: failed_steps, step };
}

function openFailures(database: Driver): Readers["failures"] {
  // Read from the indexes runs_failed and runs_with_failures alone; the examples are looked up.
  const groups = database.prepare(
    `${grouped("error", "status = 'failed'")} UNION ALL ${grouped("first_failure", WITH_FAILURES)}
     ORDER BY last DESC, flow, reason`,
  );
  const example = (why: string) =>
    database.prepare(
      `SELECT id FROM runs WHERE flow = ? AND status = ? AND created_at = ?
         AND ${why} ->> '$.reason' = ? ORDER BY seq DESC LIMIT 1`,
    );
  const examples = { failed: example("error"), other: example("first_failure") };
  const exampleOf = ({ flow, status, last, reason }: Omit<FailureGroup, "example">) => {
    const find = status === "failed" ? examples.failed : examples.other;
    return (find.get(flow, status, last, reason) as { id: string }).id;
  };
  return (since) =>
    (groups.all(since, since) as Omit<FailureGroup, "example">[]).map((group) => ({
      ...group,
      example: exampleOf(group),
    }));
}

/** Groups runs by the reason of a failure that they have. @param why its column */
function grouped(why: "error" | "first_failure", which: string): string {
  return `SELECT flow, status, ${why} ->> '$.reason' AS reason, COUNT(*) AS count,
      SUM(replays > 0) AS replayed, MIN(created_at) AS first, MAX(created_at) AS last
    FROM runs WHERE ${which} AND created_at >= ? GROUP BY flow, status, reason`;
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
