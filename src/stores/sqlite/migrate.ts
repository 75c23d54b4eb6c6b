import type { Driver } from "./driver.ts";
import { MIGRATIONS, type Migration } from "./migrations.ts";

/**
 * Brings a journal to the newest schema, one version after another. A step that fails leaves the
 * version before it as it was.
 * @throws Error with code JOURNAL_NEWER, JOURNAL_FOREIGN for a database of somebody else, or the
 *   driver's
 */
export function migrate(database: Driver, migrations: readonly Migration[] = MIGRATIONS): void {
  const { user_version: version } = database.prepare("PRAGMA user_version").get() as {
    user_version: number;
  };
  if (version > migrations.length)
    throw Object.assign(new Error("the journal was written by a newer ahaflow"), {
      code: "JOURNAL_NEWER",
    });
  if (version === 0 && database.prepare("SELECT name FROM sqlite_schema").all().length > 0)
    throw Object.assign(new Error("the database is no journal"), { code: "JOURNAL_FOREIGN" });
  for (const [index, step] of migrations.entries()) {
    if (index < version) continue;
    try {
      database.exec("BEGIN");
      if (typeof step === "string") database.exec(step);
      else step(database);
      database.exec(`PRAGMA user_version = ${index + 1}; COMMIT`);
    } catch (error) {
      if (database.inTransaction) database.exec("ROLLBACK");
      throw error;
    }
  }
}
