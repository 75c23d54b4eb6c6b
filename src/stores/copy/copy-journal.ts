/** Copies a journal into an empty one: all of it, or nothing. */
import { createHash } from "node:crypto";
import { setImmediate as othersTurn } from "node:timers/promises";
import { AhaflowError } from "../../errors.ts";
import type { CopySide } from "./copy-side.ts";
import { type Row, TABLES, type Table } from "./tables.ts";

export interface CopyOptions {
  readonly from: CopySide;
  readonly to: CopySide;
  /** Hears how far it is, after each batch. */
  readonly onProgress: (doing: string, rows: number) => void;
  /** Ends it, with nothing copied. */
  readonly ending: AbortSignal;
}

/** What a table holds on both sides. */
export interface CopiedTable {
  readonly name: string;
  readonly rows: number;
  /** SHA-256 of its rows in the order of their key, in hexadecimal. */
  readonly hash: string;
}

/**
 * Copies every table in one transaction, reads both sides, and keeps the copy if they are the same.
 * @throws AhaflowError `not_empty`, `interrupted`, `copy_failed`: the target is as it was
 */
export async function copyJournal(options: CopyOptions): Promise<CopiedTable[]> {
  const { to } = options;
  await demandEmpty(to);
  await to.begin();
  for (const table of TABLES) await copyTable(options, table);
  await to.complete();
  const copied: CopiedTable[] = [];
  for (const table of TABLES) copied.push(await checkTable(options, table));
  await to.commit();
  return copied;
}

async function demandEmpty(to: CopySide): Promise<void> {
  for (const table of TABLES)
    if ((await to.count(table)) > 0)
      throw new AhaflowError(
        "not_empty",
        `there is a journal in ${to.place} already (${table.name})`,
        {
          hint: "nothing was changed: give a new folder, or a database without a schema `ahaflow`",
        },
      );
}

async function copyTable({ from, to, onProgress, ending }: CopyOptions, table: Table) {
  let count = 0;
  for await (const rows of batches(from, table, ending)) {
    await to.write(table, rows);
    count += rows.length;
    onProgress(`copying ${table.name}`, count);
  }
}

/** @returns what both sides hold */
async function checkTable(options: CopyOptions, table: Table): Promise<CopiedTable> {
  const { from, to } = options;
  const [wanted, found] = await Promise.all([
    digest(from, table, options),
    digest(to, table, options),
  ]);
  if (wanted.rows === found.rows && wanted.hash === found.hash)
    return { name: table.name, ...found };
  throw new AhaflowError(
    "copy_failed",
    `what ${to.place} has of ${table.name} is not what ${from.place} has: ${found.rows} and ${wanted.rows} rows`,
    { hint: "nothing was kept there; please report this: it should not happen" },
  );
}

/** Reads a whole table. */
async function digest(side: CopySide, table: Table, { onProgress, ending }: CopyOptions) {
  const hash = createHash("sha256");
  let read = 0;
  for await (const rows of batches(side, table, ending)) {
    for (const row of rows) hash.update(`${canonical(table, row)}\n`);
    read += rows.length;
    onProgress(`checking ${table.name} in ${side.place}`, read);
  }
  const rows = await side.count(table);
  // Should reading leave out some, it would on both sides.
  if (rows !== read)
    throw new AhaflowError(
      "copy_failed",
      `${side.place} gives ${read} of ${rows} rows of ${table.name}`,
    );
  return { rows, hash: hash.digest("hex") };
}

/** A row as one text, the same for every database. */
function canonical({ columns }: Table, row: Row): string {
  return JSON.stringify(columns.map((column) => row[column]));
}

async function* batches(side: CopySide, table: Table, ending: AbortSignal) {
  let last: Row | undefined;
  for (;;) {
    // SQLite never waits: without this, no signal would be heard.
    await othersTurn();
    if (ending.aborted)
      throw new AhaflowError("interrupted", "the copy was interrupted", {
        hint: "nothing was kept of it; copy again",
      });
    const rows = await side.read(table, last);
    if (rows.length === 0) return;
    yield rows;
    last = rows.at(-1);
  }
}
