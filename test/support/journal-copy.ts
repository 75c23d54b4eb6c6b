import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { openDatabase } from "#src/stores/sqlite/driver.js";
import { openSqliteRunStore } from "#src/stores/sqlite/sqlite-run-store.js";
import { createVeil } from "#src/telemetry/veil.js";
import { CANARIES } from "./canaries.ts";
import { fill } from "./full-journal.ts";
import { Process } from "./process.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** What hides the secret that stands in a filled journal. */
export const VEIL = createVeil([CANARIES.secret]);

/** What `ahaflow journal copy` wrote, and its exit code. */
export interface Copied {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command, with addresses that only its environment has. @param before what a shell does first */
export function copy(from: string, to: string, before?: string): Promise<Copied> {
  const args = ["--from", "env:OLD", "--to", "env:NEW"];
  return copyWith(args, { OLD: from, NEW: to }, before);
}

/** Runs the command as it is given. */
export async function copyWith(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  before?: string,
): Promise<Copied> {
  const child = new Process(["journal", "copy", ...args], env, before);
  return { code: await child.ended, out: child.lines.join("\n"), err: child.errors };
}

/** The address of a folder, a new one unless given. */
export function sqlite(folder = temporaryFolder()): string {
  return `sqlite:${folder}`;
}

/** A folder whose journal has something in every table, for the tests of one file; they only copy from it. */
export function filledJournal() {
  const folder = mkdtempSync(join(tmpdir(), "ahaflow-test-"));
  const journal = { folder, ids: undefined as unknown as Awaited<ReturnType<typeof fill>> };
  beforeAll(async () => {
    const store = await openSqliteRunStore(folder, { veil: VEIL });
    journal.ids = await fill(store, CANARIES.secret);
    await store.close();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return journal;
}

/** Every row of every table of a journal, but for the index of texts. It is left open: to be looked at last. */
export function dump(folder: string): Readonly<Record<string, unknown[]>> {
  const database = openDatabase(join(folder, "journal.db"));
  const tables = database
    .prepare(
      `SELECT name FROM sqlite_schema
       WHERE type = 'table' AND name NOT LIKE 'run_texts%' AND name <> 'unindexed'`,
    )
    .all() as { name: string }[];
  return Object.fromEntries(
    tables.map(({ name }) => [name, database.prepare(`SELECT * FROM ${name} ORDER BY 1, 2`).all()]),
  );
}
