/** `ahaflow journal copy`: when it copies nothing, and leaves all as it was. */
import { existsSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { openPostgresRunStore } from "#src/stores/postgres/postgres-run-store.js";
import { openDatabase } from "#src/stores/sqlite/driver.js";
import { openSqliteRunStore } from "#src/stores/sqlite/sqlite-run-store.js";
import { newRun } from "../contracts/stored-run.ts";
import { copy, copyWith, dump, filledJournal, sqlite } from "../support/journal-copy.ts";
import { PostgresServer } from "../support/postgres.ts";
import { Process } from "../support/process.ts";
import { Project } from "../support/project.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const server = PostgresServer.forTests();
const { folder } = filledJournal();

describe("a copy is refused, and changes nothing", () => {
  it("while a daemon has the one or the other journal", async () => {
    const project = new Project().flow("one", { steps: [{ id: "a", set: { b: "c" } }] });
    const url = await server.database();
    const daemons = [
      [sqlite(project.data), await project.start()],
      [url, await project.start({ AHAFLOW_DATABASE_URL: url })],
    ] as const;
    for (const [address, daemon] of daemons) {
      for (const [from, to] of [
        [address, sqlite()],
        [sqlite(folder), address],
      ] as const) {
        const { code, out, err } = await copy(from, to);
        expect({ code, out }).toEqual({ code: 1, out: "" });
        expect(err).toMatch(
          /an(other)? ahaflow (already )?uses .*\n.*stop that one, and copy again/,
        );
      }
      expect((await daemon.admin("/readyz")).status).toBe(200);
      expect(await daemon.runs()).toEqual([]);
    }
  });

  it("where a journal is already", async () => {
    const [url, other] = [await server.database(), temporaryFolder()];
    const store = await openSqliteRunStore(other);
    await store.putMessages("m-1", ["kept"], 9e15);
    await store.close();
    expect((await copy(sqlite(folder), url)).code).toBe(0);
    for (const to of [url, sqlite(other)]) {
      const { code, err } = await copy(sqlite(folder), to);
      expect(code).toBe(1);
      expect(err).toContain("there is a journal in");
    }
    const again = await openSqliteRunStore(other);
    expect(await again.messages("m-1", 1)).toEqual(["kept"]);
    expect(await again.list({ limit: 9 })).toEqual([]);
    await again.close();
  });

  it("of nothing, to itself, and of what is no address, which is not shown", async () => {
    const [url, nothing] = [await server.database(), join(temporaryFolder(), "none")];
    const link = join(temporaryFolder(), "link");
    symlinkSync(folder, link);
    const wrong = [
      [1, `there is no journal in ${nothing}`, "--from", sqlite(nothing), "--to", url],
      [1, "there is no journal in test_", "--from", url, "--to", sqlite()],
      [2, "are the same journal", "--from", sqlite(folder), "--to", sqlite(link)],
      [2, "--to names no journal", "--from", sqlite(folder), "--to", "postgres//me:CANARYpass@db"],
    ] as const;
    for (const [code, message, ...args] of wrong) {
      const ended = await copyWith(args);
      expect(ended).toMatchObject({ code, out: "", err: expect.stringContaining(message) });
      expect(ended.err).not.toMatch(/CANARYpass|password-of-the-database/);
    }
    expect(existsSync(nothing)).toBe(false);
    const schemas = "SELECT FROM pg_namespace WHERE nspname = 'ahaflow'";
    expect(await server.ask(url, schemas)).toEqual([]);
  });

  it("and says that a password on the command line is seen by others, without showing it", async () => {
    const url = await server.database();
    const { code, out, err } = await copyWith(["--from", sqlite(folder), "--to", url]);
    expect(code).toBe(0);
    expect(err).toMatch(/^warning: others on this machine can see the password in --to.*\n$/);
    expect(out + err).not.toContain(new URL(url).password);
  });
});

/** Lets a trigger of the database do something with each step that comes. */
async function onEachStep(url: string, does: string): Promise<void> {
  await (await openPostgresRunStore(url)).close();
  await server.ask(
    url,
    `CREATE FUNCTION each_step() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${does}; RETURN NEW; END $$;
     CREATE TRIGGER each_step BEFORE INSERT ON ahaflow.steps FOR EACH ROW EXECUTE FUNCTION each_step()`,
  );
}

const onNoStep = (url: string) => server.ask(url, "DROP FUNCTION each_step CASCADE");

const rowsOf = async (url: string) => (await server.ask(url, "SELECT FROM ahaflow.runs")).length;

describe("a copy that fails leaves nothing", () => {
  it.each([
    ["a database that refuses a row", "RAISE 'no' USING ERRCODE = '53100'", "(53100)"],
    ["a database that keeps something else", "NEW.record = '{}'", "is not what"],
  ])("in %s", async (_, does, message) => {
    const url = await server.database();
    await onEachStep(url, does);
    const failed = await copy(sqlite(folder), url);
    expect(failed).toMatchObject({ code: 1, out: "", err: expect.stringContaining(message) });
    expect(await rowsOf(url)).toBe(0);
  });

  it.each([
    ["is interrupted", (child: Process) => child.child.kill("SIGINT"), "was interrupted"],
    [
      "loses its connection",
      (_: Process, url: string) => server.cut(url),
      "the copy failed: test_",
    ],
  ])("when it %s, and goes the next time", async (_, end, message) => {
    const url = await server.database();
    await onEachStep(url, "PERFORM pg_sleep(0.1)");
    const env = { NEW: url };
    const child = new Process(
      ["journal", "copy", "--from", sqlite(folder), "--to", "env:NEW"],
      env,
    );
    const active = `SELECT FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event = 'PgSleep'`;
    await vi.waitFor(async () => expect(await server.ask(url, active)).toHaveLength(1), 20_000);
    await end(child, url);
    expect(await child.ended).toBe(1);
    expect(child.errors).toContain(message);
    expect(await rowsOf(url)).toBe(0);
    await onNoStep(url);
    expect(await copy(sqlite(folder), url)).toMatchObject({ code: 0, err: "" });
  });

  it.each([
    ["no JSON", "'{'", "a record of the journal can't be read"],
    ["cut off by the driver", "CAST(x'7B007D' AS TEXT)", "a text of the table steps has a NUL"],
  ])("of a journal with a record that is %s", async (_, record, message) => {
    const damaged = temporaryFolder();
    const store = await openSqliteRunStore(damaged);
    const run = newRun();
    await store.create(run);
    await store.close();
    const database = openDatabase(join(damaged, "journal.db"));
    database.exec(`INSERT INTO steps (run_id, path, record) VALUES ('${run.id}', 'a', ${record})`);
    database.close();
    const url = await server.database();
    const { code, err } = await copy(sqlite(damaged), url);
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining(message) });
    expect(await rowsOf(url)).toBe(0);
  });

  it("on a disk that is full, and goes when there is room", async () => {
    const folder = temporaryFolder();
    const store = await openSqliteRunStore(folder);
    const payload = { ...newRun().payload, body: "x".repeat(900_000) };
    for (let n = 0; n < 9; n++) await store.create(newRun({ payload }));
    await store.close();
    const to = temporaryFolder();
    const failed = await copy(sqlite(folder), sqlite(to), "ulimit -f 4096");
    expect(failed).toMatchObject({ code: 1, out: "", err: expect.stringMatching(/SQLITE_\w+/) });
    expect(await copy(sqlite(folder), sqlite(to))).toMatchObject({ code: 0, err: "" });
    expect(dump(to)).toEqual(dump(folder));
  });
});
