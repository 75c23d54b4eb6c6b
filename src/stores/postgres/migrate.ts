import type { Connection } from "./driver.ts";
import { MIGRATIONS } from "./migrations.ts";
import { sql } from "./sql.ts";

/**
 * Brings the journal of a database to the newest schema, each step whole or not at all. Nobody else
 * may be at it: the caller has the lock.
 * @throws Error with code JOURNAL_NEWER, JOURNAL_FOREIGN for a schema of somebody else, or the database's
 */
export async function migrate(
  { send, run }: Connection,
  migrations: readonly string[] = MIGRATIONS,
): Promise<void> {
  const version = await versionOf(send);
  if (version > migrations.length)
    throw Object.assign(new Error("the journal was written by a newer ahaflow"), {
      code: "JOURNAL_NEWER",
    });
  for (const [index, script] of migrations.entries()) {
    if (index < version) continue;
    // One message to the database is one transaction.
    await run(`${script}; UPDATE journal_version SET version = ${index + 1}`);
  }
}

async function versionOf(send: Connection["send"]): Promise<number> {
  const tables = await send(
    sql`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'ahaflow'`,
  );
  const names = (tables.rows as { name: string }[]).map(({ name }) => name);
  if (!names.includes("journal_version")) {
    if (names.length > 0)
      throw Object.assign(new Error("the schema is no journal"), { code: "JOURNAL_FOREIGN" });
    await send(sql`CREATE TABLE journal_version AS SELECT 0 AS version`);
  }
  const { rows } = await send(sql`SELECT version FROM journal_version`);
  return (rows[0] as { version: number } | undefined)?.version ?? 0;
}
