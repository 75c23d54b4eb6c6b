/** The journal in a folder, as one end of a copy. Whoever ends, ends with the process: so does the lock. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { AhaflowError } from "../../errors.ts";
import { makeFolder } from "../../make-folder.ts";
import { copyFailed } from "../copy/copy-failed.ts";
import { type CopySide, fitting, MOST_ROWS } from "../copy/copy-side.ts";
import { foundText } from "../copy/derived.ts";
import type { Row, Table, Value } from "../copy/tables.ts";
import type { Driver, Statement } from "./driver.ts";
import { openFile } from "./open-file.ts";
import { renewedJson } from "./step-json.ts";
import { unusable } from "./unusable.ts";

/** Whether there is a journal in a folder. */
export function isJournalIn(folder: string): boolean {
  return existsSync(join(folder, "journal.db")) || existsSync(join(folder, "journal.db-wal"));
}

/**
 * Opens the journal in a folder, which is made if it is not there.
 * @throws AhaflowError `journal_locked`, `journal_unusable`
 */
export function openSqliteSide(folder: string): CopySide {
  try {
    // For this user alone: it has customers' data.
    makeFolder(folder, 0o700);
    return sideOf(openFile(join(folder, "journal.db")), folder);
  } catch (cause) {
    throw unusable(folder, (cause as { code?: string }).code, cause);
  }
}

function sideOf(database: Driver, folder: string): CopySide {
  const prepared = openPrepared(database);
  const guarded = async <Result>(work: () => Result): Promise<Result> => {
    try {
      return work();
    } catch (error) {
      throw copyFailed(folder, error);
    }
  };
  const exec = (script: string) => guarded(() => database.exec(script));
  return {
    place: folder,
    count: ({ name }) =>
      guarded(() => {
        const row = prepared(`SELECT count(*) AS count FROM ${name}`).get();
        return (row as { count: number }).count;
      }),
    read: (table, after) => guarded(() => read(prepared, table, after)),
    begin: () => exec("BEGIN"),
    write: (table, rows) => guarded(() => write(prepared, table, rows)),
    complete: () => exec(COMPLETE),
    commit: () => exec("COMMIT"),
    close: async () => {
      try {
        if (database.inTransaction) database.exec("ROLLBACK");
        database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
        database.close();
      } catch {
        // What was committed is there, in the log if not in the file.
      }
    },
  };
}

/** What is not copied: which runs are still to be brought into the index of texts, those of erased persons aside. */
const COMPLETE =
  "INSERT INTO unindexed SELECT seq FROM runs WHERE seq NOT IN (SELECT seq FROM erased_runs)";

type Prepared = (text: string) => Statement;

/** Prepares each statement once. */
function openPrepared(database: Driver): Prepared {
  const statements = new Map<string, Statement>();
  return (text) => {
    const found = statements.get(text) ?? database.prepare(text);
    statements.set(text, found);
    return found;
  };
}

/** Columns that stand in another table here. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  erased_at: "(SELECT at FROM erased_runs WHERE erased_runs.seq = runs.seq)",
};

function read(prepared: Prepared, table: Table, after: Row | undefined): Row[] {
  const { name, key, columns } = table;
  const own = columns.filter((column) => !(column in ELSEWHERE));
  const behind = after && `WHERE (${key.join()}) > (${key.map(() => "?").join()})`;
  const values = after === undefined ? [] : key.map((column) => kept(after[column] ?? null));
  const next = `FROM ${name} ${behind ?? ""} ORDER BY ${key.join()} LIMIT ?`;
  const size = own.map((column) => `iif(typeof(${column}) = 'text', octet_length(${column}), 0)`);
  const sizes = prepared(`SELECT ${size.join(" + ")} AS size ${next}`).all(
    ...values,
    MOST_ROWS,
  ) as Sized[];
  const select = columns.map((column) => `${ELSEWHERE[column] ?? column} AS ${column}`);
  const rows = prepared(`SELECT ${select.join()} ${next}`).all(...values, fitting(sizes));
  return (rows as Kept[]).map((row, index) => {
    if (bytesOf(row) !== sizes[index]?.size) throw notToTheLetter(table);
    return Object.fromEntries(columns.map((name) => [name, valueOf(table, name, row[name])]));
  });
}

/** Bytes of the texts of a row. */
interface Sized {
  readonly size: number;
}

type Kept = Readonly<Record<string, string | number | null>>;

function bytesOf(row: Kept): number {
  return Object.values(row).reduce<number>(
    (bytes, value) => bytes + (typeof value === "string" ? Buffer.byteLength(value) : 0),
    0,
  );
}

/** The driver cuts texts at a NUL; what ahaflow writes has none. */
function notToTheLetter({ name }: Table): AhaflowError {
  return new AhaflowError("copy_failed", `a text of the table ${name} has a NUL, or is no UTF-8`, {
    hint: "nothing was copied: ahaflow writes no such texts; take it out with SQLite's own shell, and copy again",
  });
}

function write(prepared: Prepared, table: Table, rows: readonly Row[]): void {
  const { name, columns } = table;
  const own = columns.filter((column) => !(column in ELSEWHERE));
  const names = name === "refusals" ? [...own, "text"] : own;
  const insert = prepared(
    `INSERT INTO ${name} (${names.join()}) VALUES (${names.map(() => "?").join()})`,
  );
  const mark = prepared("INSERT INTO erased_runs (seq, at) VALUES (?, ?)");
  for (const row of rows) {
    const values = own.map((column) => kept(row[column] ?? null));
    insert.run(...values, ...(name === "refusals" ? [foundText(row)] : []));
    if (name === "runs" && row["erased_at"] !== null) mark.run(row["seq"], row["erased_at"]);
  }
}

/** A value as every database gives it. */
function valueOf(table: Table, column: string, value: string | number | null = null): Value {
  if (table.flags?.includes(column)) return value === 1;
  if (table.lists?.includes(column)) return JSON.parse(String(value)) as string[];
  return table.name === "steps" && column === "record" ? renewedJson(String(value)) : value;
}

/** A value as SQLite has it. */
function kept(value: Value): string | number | null {
  if (typeof value === "boolean") return Number(value);
  return typeof value === "object" && value !== null ? JSON.stringify(value) : value;
}
