/** `ahaflow journal copy`: a journal moves to another place, with all that it knows. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openPostgresRunStore } from "#src/stores/postgres/postgres-run-store.js";
import { openDatabase } from "#src/stores/sqlite/driver.js";
import { openSqliteRunStore } from "#src/stores/sqlite/sqlite-run-store.js";
import { newRun, step } from "../contracts/stored-run.ts";
import { CANARIES } from "../support/canaries.ts";
import { fill } from "../support/full-journal.ts";
import { copy, dump, filledJournal, sqlite, VEIL } from "../support/journal-copy.ts";
import { PostgresServer } from "../support/postgres.ts";
import { callStep, Project } from "../support/project.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { callsOf, startUpstream } from "../support/upstream.ts";

const server = PostgresServer.forTests();
const journal = filledJournal();

/** Columns that follow from the others, and from what daemons have begun. */
const DERIVED = "lane,lane_limit,inside,begun,node,due_at,stuck,told_at";

/** Every row of a database, but for what says which daemons have it. */
async function dumpOf(url: string): Promise<Record<string, unknown>> {
  const tables = await server.ask(
    url,
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'ahaflow' AND tablename NOT IN ('nodes', 'journal_version')",
  );
  const rows: Record<string, unknown> = {};
  for (const { name } of tables)
    rows[String(name)] = await server.ask(
      url,
      `SELECT to_jsonb(entry) - '{${DERIVED}}'::text[] AS row FROM ahaflow.${String(name)} AS entry
        ORDER BY to_jsonb(entry)::text COLLATE "C"`,
    );
  return rows;
}

describe("a journal that is copied", () => {
  it("has every row of every table, from SQLite to PostgreSQL and back, and all works there", async () => {
    const { folder, ids } = journal;
    const [url, back] = [await server.database(), temporaryFolder()];
    const copies = [await copy(sqlite(folder), url), await copy(url, sqlite(back))];
    for (const { code, err } of copies) expect({ code, err }).toEqual({ code: 0, err: "" });
    const [there, again] = copies.map(({ out }) => out.split("\n").slice(1, -1));
    expect(there?.join("\n")).toMatch(/^runs +9 +[0-9a-f]{64}$/m);
    expect(again).toEqual(there);
    const wanted = dump(folder);
    for (const [table, rows] of Object.entries(wanted))
      expect({ table, rows }).not.toEqual({ table, rows: [] });
    expect(dump(back)).toEqual(wanted);

    const store = await openPostgresRunStore(url, { veil: VEIL });
    for (const id of ids.ended) {
      const found = await store.get(id);
      expect(found?.steps.map(({ path }) => path)).toEqual(["b", "a"]);
      const text = found?.run.concurrencyKey as string;
      expect(found?.run).toMatchObject({ stopReason: text, output: text });
      expect(found?.run.payload).toMatchObject({ body: { [text]: text, secret: CANARIES.secret } });
      const again = await store.create(newRun({ dedupe: { key: text, expiresAt: 9e15 } }));
      expect(again).toEqual({ id, duplicate: true });
    }
    expect((await store.get(ids.erased))?.run.erasedAt).toBe(11);
    expect(await store.links(ids.failed)).toMatchObject({ replays: [{ id: ids.replay }] });
    const slot = { flow: "hourly", schedule: "0 * * * * Asia/Ho_Chi_Minh", at: 1_000 };
    expect(await store.create(newRun({ flow: "hourly", slot }))).toEqual({
      id: ids.failed,
      duplicate: true,
    });
    const pending = await store.pending();
    expect(pending.map(({ id }) => id)).toEqual([ids.replay, ids.waiting, ids.called]);
    // Numbers go on behind those that were copied.
    const next = newRun();
    expect(await store.create(next)).toEqual({ id: next.id, duplicate: false });
    await store.checkpoint(next.id, step("a"));
    expect((await store.list({ limit: 1 })).map(({ id }) => id)).toEqual([next.id]);
    await store.close();
  });

  it("has every row of every table, from PostgreSQL to another one", async () => {
    const [one, other] = [await server.database(), await server.database()];
    const store = await openPostgresRunStore(one, { veil: VEIL });
    await fill(store, CANARIES.secret);
    await store.close();
    expect(await copy(one, other)).toMatchObject({ code: 0, err: "" });
    const wanted = await dumpOf(one);
    expect(wanted).toMatchObject({ runs: expect.arrayContaining([expect.anything()]) });
    expect(await dumpOf(other)).toEqual(wanted);
  });

  it("is one of an earlier version, whose records are told anew", async () => {
    const folder = temporaryFolder();
    const database = openDatabase(join(folder, "journal.db"));
    database.exec(readFileSync("test/fixtures/journals/version-3.sql", "utf8"));
    database.close();
    const url = await server.database();
    expect(await copy(sqlite(folder), url)).toMatchObject({ code: 0, err: "" });
    const store = await openPostgresRunStore(url);
    const running = await store.get("run-running");
    expect(running?.steps[0]?.endedAt).toBe(Date.UTC(2026, 10, 1, 0, 0, 1));
    await store.close();
  });

  it("may be empty", async () => {
    const folder = temporaryFolder();
    await (await openSqliteRunStore(folder)).close();
    const url = await server.database();
    expect(await copy(sqlite(folder), url)).toMatchObject({ code: 0, err: "" });
    expect(await copy(url, sqlite())).toMatchObject({ code: 0, err: "" });
  });
});

it("goes on where it was: waits, callbacks, turns and dedupe keys, in PostgreSQL and back", async () => {
  const upstream = await startUpstream();
  const project = new Project();
  project.flow("cart", {
    webhook: { dedupe: { key: "{{body.id}}", ttl: "7d" } },
    steps: [{ id: "later", wait: { for: "6s" } }, callStep(upstream.url, "remind")],
  });
  const key = "{{trigger.body.id}}";
  project.flow("order", {
    concurrency: { key: "{{trigger.body.customer}}" },
    steps: [
      { id: "ok", wait: { webhook: { path: "/approvals/:key", key } } },
      callStep(upstream.url, "told", { json: { by: "{{steps.ok.output.body.by}}" } }),
    ],
  });
  const url = await server.database();
  const first = await project.start();
  const cart = await first.accept("/cart", { id: "DH1" });
  const order = await first.accept("/order", { id: "A", customer: "Bé" });
  for (const id of [cart, order]) await first.runWhen(id, ({ status }) => status === "waiting");
  const behind = await first.accept("/order", { id: "B", customer: "Bé" });
  await first.stop();
  expect(await copy(sqlite(project.data), url)).toMatchObject({ code: 0, err: "" });

  const second = await project.start({ AHAFLOW_DATABASE_URL: url });
  const again = await second.post("/cart", { id: "DH1" });
  expect(again.body).toEqual({ run_id: cart, duplicate: true });
  expect((await second.run(behind)).status).toBe("queued");
  expect(await second.post("/approvals/A", { by: "Bé" })).toMatchObject({ status: 202 });
  for (const id of [cart, order])
    expect(await second.finished(id)).toMatchObject({ status: "succeeded" });
  const late = await second.accept("/cart", { id: "DH2" });
  for (const id of [behind, late]) await second.runWhen(id, ({ status }) => status === "waiting");
  await second.stop();
  const back = join(project.folder, "back");
  expect(await copy(url, sqlite(back))).toMatchObject({ code: 0, err: "" });

  const third = await project.start({ AHAFLOW_DATA: back });
  for (const [id, run_id] of [
    ["DH1", cart],
    ["DH2", late],
  ])
    expect((await third.post("/cart", { id })).body).toEqual({ run_id, duplicate: true });
  expect(await third.post("/approvals/B", { by: "An" })).toMatchObject({ status: 202 });
  for (const run of await third.allFinished(4)) expect(run.status).toBe("succeeded");
  expect(callsOf(upstream).toSorted()).toEqual(
    [`${cart} remind`, `${late} remind`, `${order} told`, `${behind} told`].toSorted(),
  );
  const found = await third.admin("/api/v1/runs?q=dh2");
  expect(found.body).toMatchObject({ runs: [{ id: late }] });
  await third.stop();
});
