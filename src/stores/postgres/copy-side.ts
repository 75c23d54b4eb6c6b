/** The journal in a database, as one end of a copy. */
import { AhaflowError } from "../../errors.ts";
import { copyFailed } from "../copy/copy-failed.ts";
import { type CopySide, fitting, MOST_ROWS } from "../copy/copy-side.ts";
import { activeAt, foundText } from "../copy/derived.ts";
import type { Row, Table, Value } from "../copy/tables.ts";
import { keptText, textOf } from "../kept-text.ts";
import { codeOf } from "./database-error.ts";
import { type Connection, openConnection, type Send } from "./driver.ts";
import { openAlone } from "./open-writer.ts";
import { placeOf } from "./place.ts";
import { HAS_BEGUN } from "./run-rows.ts";
import { raw, type Sql, sql } from "./sql.ts";
import { laneOf, letIn } from "./turns.ts";
import { unusable } from "./unusable.ts";

/** Whether there is a journal in a database. @throws AhaflowError `journal_unusable` */
export async function isJournalAt(url: string): Promise<boolean> {
  try {
    const { send, close } = await openConnection(url, () => undefined);
    try {
      const tables = sql`SELECT FROM pg_tables WHERE schemaname = 'ahaflow' AND tablename = 'runs'`;
      return (await send(tables)).count > 0;
    } finally {
      await close();
    }
  } catch (cause) {
    throw unusable(placeOf(url), cause);
  }
}

/**
 * Opens the journal in a database, which is made there if there is none.
 * @throws AhaflowError `journal_locked`, `journal_unusable`
 */
export async function openPostgresSide(url: string): Promise<CopySide> {
  const place = placeOf(url);
  try {
    return sideOf(await openAlone(url), place);
  } catch (cause) {
    if (codeOf(cause) !== "JOURNAL_LOCKED") throw unusable(place, cause);
    throw new AhaflowError("journal_locked", `an ahaflow uses the journal in ${place}`, { cause });
  }
}

function sideOf({ send: sendUnguarded, run, close }: Connection, place: string): CopySide {
  const guarded = async <Result>(work: Promise<Result>): Promise<Result> => {
    try {
      return await work;
    } catch (error) {
      throw copyFailed(place, error);
    }
  };
  const send: Send = (query) => guarded(sendUnguarded(query));
  return {
    place,
    count: async ({ name }) => {
      const { rows } = await send(sql`SELECT count(*) AS count FROM ${raw(name)}`);
      return (rows as { count: number }[])[0]?.count ?? 0;
    },
    read: (table, after) => read(send, table, after),
    begin: () => guarded(run("BEGIN")),
    write: (table, rows) => guarded(write(send, table, rows)),
    complete: () => complete(send),
    commit: () => guarded(run("COMMIT")),
    close,
  };
}

async function read(send: Send, table: Table, after: Row | undefined): Promise<readonly Row[]> {
  const { name, key, columns } = table;
  const order = raw(key.join());
  const behind = after === undefined ? raw("") : sql`WHERE (${order}) > (${values(key, after)})`;
  const next = sql`FROM ${raw(name)} ${behind} ORDER BY ${order}`;
  // Of a text, the length is known without reading it.
  const size = raw(
    columns.map((column) => `coalesce(octet_length(${column}::text), 0)`).join(" + "),
  );
  const sizes = await send(sql`SELECT ${size} AS size ${next} LIMIT ${MOST_ROWS}`);
  const limit = fitting(sizes.rows);
  return (await send(sql`SELECT ${raw(columns.join())} ${next} LIMIT ${limit}`)).rows;
}

/** The values of a key, side by side; the driver brings texts to the form that they are kept in. */
function values(key: readonly string[], row: Row): Sql {
  const asked = key.map((column) => row[column]);
  const [first, ...others] = asked.map(
    (value) => sql`${typeof value === "string" ? textOf(value) : value}`,
  );
  return others.reduce((joined, one) => sql`${joined}, ${one}`, first as Sql);
}

/** As JSON, of which the table itself says what its columns are. */
async function write(send: Send, table: Table, rows: readonly Row[]): Promise<void> {
  const { name, columns } = table;
  const derived = DERIVED[name] ?? {};
  const all = rows.map((row) => ({
    ...row,
    ...Object.fromEntries(Object.entries(derived).map(([column, of]) => [column, of(row)])),
  }));
  const names = raw([...columns, ...Object.keys(derived)].join());
  await send(sql`INSERT INTO ${raw(name)} (${names}) OVERRIDING SYSTEM VALUE
    SELECT ${names} FROM json_populate_recordset(NULL::${raw(name)}, ${JSON.stringify(all)}::json)`);
}

/** Columns of a row that follow from its others. */
const DERIVED: Readonly<Record<string, Readonly<Record<string, (row: Row) => Value>>>> = {
  runs: { lane: laneAt },
  steps: { active_at: activeAt },
  refusals: { text: (row) => keptText(foundText(row)) },
};

/** The order that a run which has not ended stands in. */
function laneAt({ flow, concurrency_key, finished_at }: Row): string | null {
  if (finished_at !== null || concurrency_key === null) return null;
  return keptText(laneOf(String(flow), textOf(String(concurrency_key))));
}

/** Sets what follows from all rows together: whose turn it is, and where numbers go on. */
async function complete(send: Send): Promise<void> {
  for (let last: number | undefined = 0; last !== undefined; ) last = await standNext(send, last);
  await send(letIn(sql`SELECT lane FROM runs WHERE finished_at IS NULL`));
  for (const name of ["runs", "steps", "refusals", "erasures"])
    await send(sql`SELECT setval(pg_get_serial_sequence(${name}, 'seq'), max(seq))
      FROM ${raw(name)} HAVING max(seq) IS NOT NULL`);
}

/**
 * The next runs that have not ended come to stand where a daemon that left them would have them: those that have
 * begun go on, others wait for their turn. How many of a key go at once, daemons say when they start.
 * @returns the last of them; undefined when there are no more
 */
async function standNext(send: Send, after: number): Promise<number | undefined> {
  const { rows } = await send(sql`WITH next AS (
      SELECT seq, status = 'waiting' OR ${HAS_BEGUN} AS has_begun FROM runs
      WHERE finished_at IS NULL AND seq > ${after} ORDER BY seq LIMIT ${MOST_ROWS}),
    put AS (
      UPDATE runs SET begun = has_begun, inside = has_begun OR lane IS NULL,
        lane_limit = CASE WHEN lane IS NOT NULL THEN 1 END,
        due_at = CASE WHEN status = 'waiting' THEN wake_at WHEN has_begun OR lane IS NULL THEN 0 END
      FROM next WHERE runs.seq = next.seq)
    SELECT max(seq) AS last FROM next`);
  return (rows as { last: number | null }[])[0]?.last ?? undefined;
}
