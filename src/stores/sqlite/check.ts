/** What is looked at before a journal is used. */
import { statSync } from "node:fs";
import type { Driver } from "./driver.ts";

/** A larger file is not read as a whole at the start, in bytes: it would take seconds. */
const LARGEST_READ = 16 * 1024 * 1024;

/** What SQLite's files have at least when there is something in them, in bytes. */
const SMALLEST_DATABASE = 512;
const WAL_HEADER = 32;

/**
 * Looks at the sizes before SQLite opens the files: for an empty database it would throw the
 * write-ahead log away, and with it what was acknowledged last.
 * @throws Error with code JOURNAL_CUT
 */
export function checkFiles(file: string): void {
  if (sizeOf(`${file}-wal`) > WAL_HEADER && sizeOf(file) < SMALLEST_DATABASE)
    throw Object.assign(new Error("the database is missing"), { code: "JOURNAL_CUT" });
}

/**
 * Reads a small journal as a whole, and of a large one what a start needs; what SQLite can't see is a changed letter inside of a text.
 * @throws Error with code SQLITE_CORRUPT
 */
export function checkContents(database: Driver, file: string): void {
  const found =
    sizeOf(file) > LARGEST_READ
      ? database.prepare("SELECT COUNT(*) FROM runs WHERE finished_at IS NULL").all().slice(1)
      : damages(database);
  if (found.length > 0)
    throw Object.assign(new Error(String(found[0])), { code: "SQLITE_CORRUPT" });
}

/** What SQLite finds wrong with the file, at most 20 lines. */
function damages(database: Driver): string[] {
  const rows = database.prepare("PRAGMA integrity_check(20)").all() as {
    integrity_check: string;
  }[];
  return rows.map((row) => row.integrity_check).filter((line) => line !== "ok");
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
