/** The one file that knows the database driver. Only what better-sqlite3 has too is used. */
import Database from "libsql";

/** A prepared statement. */
export interface Statement {
  run(...parameters: readonly unknown[]): { readonly changes: number };
  get(...parameters: readonly unknown[]): unknown;
  all(...parameters: readonly unknown[]): unknown[];
}

/** An open database file. */
export interface Driver {
  readonly inTransaction: boolean;
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
}

/**
 * Opens a file for this process alone: the lock is the operating system's and ends with the
 * process, however that ends. Every commit is on the disk before it returns.
 * @throws the driver's error; code SQLITE_BUSY when another process has the file
 */
export function openDatabase(file: string): Driver {
  const database = new Database(file);
  database.exec("PRAGMA locking_mode = EXCLUSIVE");
  database.exec("PRAGMA journal_mode = WAL");
  database.exec("PRAGMA synchronous = FULL");
  // The exclusive lock is taken by the first write, not by the pragma.
  database.exec("BEGIN EXCLUSIVE; COMMIT");
  return database;
}
