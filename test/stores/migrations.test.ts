import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { WebhookPayload } from "#src/journal/records.js";
import { openDatabase } from "#src/stores/sqlite/driver.js";
import { migrate } from "#src/stores/sqlite/migrate.js";
import { MIGRATIONS } from "#src/stores/sqlite/migrations.js";
import { openSqliteRunStore } from "#src/stores/sqlite/sqlite-run-store.js";
import { newRun } from "../contracts/stored-run.ts";
import { Project } from "../support/project.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** Journals as they were written by the first, second and third schema, one dump each. */
const VERSIONS = [1, 2, 3];
const NEWEST = MIGRATIONS.length;

it.each(VERSIONS)("migrates a journal of version %i, and its runs complete", async (version) => {
  const forever = { succeeded: "forever", failed: "forever" };
  const project = new Project({ retention: forever });
  project.flow("unrelated", { steps: [{ id: "a", set: { x: 1 } }] });
  const data = temporaryFolder();
  restore(data, version);
  const daemon = await project.start({ AHAFLOW_DATA: data });
  const runs = await daemon.allFinished(4);
  const statuses = new Map(runs.map(({ id, status }) => [id, status]));
  expect(statuses.get("run-succeeded")).toBe("succeeded");
  expect(statuses.get("run-failed")).toBe("failed");
  expect(statuses.get("run-queued")).toBe("succeeded");
  expect(statuses.get("run-running")).toBe("succeeded");
  expect(statuses.get("run-waiting")).toBe(version >= 3 ? "succeeded" : undefined);
  // What had ended before is as it was.
  expect((await daemon.run("run-running")).steps[0]?.ended_at).toBe("2026-11-01T00:00:01.000Z");
  expect((await daemon.run("run-failed")).error).toMatchObject({ reason: "not_found" });
  await daemon.stop();
  expect(versionOf(data)).toBe(NEWEST);
});

it("has a fixture for each schema that was released", () => {
  for (const version of VERSIONS) expect(dump(version)).toContain(`user_version = ${version}`);
  expect(NEWEST).toBeGreaterThanOrEqual(VERSIONS.length);
});

it("leaves the version before as it was when a migration fails", async () => {
  const data = temporaryFolder();
  restore(data, 3);
  const database = openDatabase(join(data, "journal.db"));
  const broken = [
    ...MIGRATIONS.slice(0, 3),
    "ALTER TABLE runs ADD COLUMN half TEXT; INSERT INTO nowhere VALUES (1)",
  ];
  expect(() => migrate(database, broken)).toThrow(/nowhere/);
  const columns = database.prepare("SELECT name FROM pragma_table_info('runs')").all();
  expect(columns).not.toContainEqual({ name: "half" });
  expect(database.inTransaction).toBe(false);
  expect(database.prepare("PRAGMA user_version").get()).toMatchObject({ user_version: 3 });
  expect(database.prepare("SELECT id FROM runs").all()).toHaveLength(5);
  // The good step still takes it from there.
  migrate(database);
  database.close();
});

it("keeps texts from now on as the driver gives them back, also those that are there already", async () => {
  const data = temporaryFolder();
  const database = openDatabase(join(data, "journal.db"));
  // Not prepared: what is not collected yet would keep the lock.
  database.exec(`${MIGRATIONS.slice(0, 16).join(";")}; PRAGMA user_version = 16`);
  const texts = ["a\0b", "\u0001json:1", "khách ".repeat(200), "khách"];
  for (const [n, text] of texts.entries()) {
    const kept = `CAST(x'${Buffer.from(text).toString("hex")}' AS TEXT)`;
    database.exec(`
      INSERT INTO runs (id, flow, version, source, status, payload, concurrency_key, stop_reason, created_at)
        VALUES ('run-${n}', 'one', 'v', 'webhook', 'queued', '{}', ${kept}, ${kept}, 1);
      INSERT INTO dedupe VALUES ('one', ${kept}, 'run-${n}', 1e12);
      INSERT INTO callbacks VALUES ('/a/:key', ${kept}, '[]', 'run-${n}', 's', 0)`);
  }
  database.close();
  const store = await openSqliteRunStore(data);
  for (const [n, text] of texts.entries()) {
    const known = { id: `run-${n}`, duplicate: true };
    const dedupe = { key: text, expiresAt: 2e12 };
    expect(await store.create(newRun({ flow: "one", dedupe }))).toEqual(known);
    const { payload } = newRun();
    expect(await store.deliver("/a/:key", text, payload as WebhookPayload)).toEqual({
      ...known,
      duplicate: false,
    });
    expect((await store.get(known.id))?.run).toMatchObject({
      concurrencyKey: text,
      stopReason: text,
    });
  }
  await store.close();
});

it("refuses a journal of a newer version, and a database of somebody else", async () => {
  const newer = temporaryFolder();
  restore(newer, 3);
  const database = openDatabase(join(newer, "journal.db"));
  database.exec("PRAGMA user_version = 9999");
  database.close();
  await expect(openSqliteRunStore(newer)).rejects.toMatchObject({
    message: expect.stringContaining("newer ahaflow"),
  });
  const foreign = temporaryFolder();
  const other = openDatabase(join(foreign, "journal.db"));
  other.exec("CREATE TABLE invoices (id INTEGER)");
  other.close();
  await expect(openSqliteRunStore(foreign)).rejects.toMatchObject({
    message: expect.stringContaining("not a journal"),
  });
});

function dump(version: number): string {
  return readFileSync(`test/fixtures/journals/version-${version}.sql`, "utf8");
}

function restore(folder: string, version: number): void {
  const database = openDatabase(join(folder, "journal.db"));
  database.exec(dump(version));
  database.close();
}

function versionOf(folder: string): number {
  const database = openDatabase(join(folder, "journal.db"));
  const row = database.prepare("PRAGMA user_version").get() as { user_version: number };
  database.close();
  return row.user_version;
}
