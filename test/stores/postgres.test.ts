import { createHash } from "node:crypto";
import { describe, expect, it, onTestFinished } from "vitest";
import type { RefusalQuery, RefusedDelivery } from "#src/journal/refused-deliveries.js";
import { readTerms, type SearchTerms } from "#src/journal/search-terms.js";
import { told } from "#src/stores/postgres/database-error.js";
import { openConnection, openReaders } from "#src/stores/postgres/driver.js";
import { migrate } from "#src/stores/postgres/migrate.js";
import { MIGRATIONS } from "#src/stores/postgres/migrations.js";
import { openPostgresRunStore } from "#src/stores/postgres/postgres-run-store.js";
import { sql } from "#src/stores/postgres/sql.js";
import { unusable } from "#src/stores/postgres/unusable.js";
import { createVeil } from "#src/telemetry/veil.js";
import { runStoreContract } from "../contracts/run-store.ts";
import { newRun, step } from "../contracts/stored-run.ts";
import { PostgresServer } from "../support/postgres.ts";

const server = PostgresServer.forTests();

const one = server.reused();
runStoreContract("postgres", async () => openPostgresRunStore(await one()));

// Secrets that stand in what the contract keeps: data, keys and names of fields.
const SECRETS = [
  "called back",
  "customer-1",
  "approval",
  "succeeded",
  "order-thanks",
  "body",
  "a1",
];
runStoreContract("postgres behind a veil", async () =>
  openPostgresRunStore(await one(), { veil: createVeil(SECRETS) }),
);

/** The hashes of the steps of the schema. */
const STEPS: readonly string[] = [
  "b23ff3963aba",
  "347bcc1694a2",
  "663237e7eab7",
  "5ad4fbc49612",
  "5fd6388182be",
];

describe("the PostgreSQL journal", () => {
  it("has everything after it was closed and opened again", async () => {
    const url = await server.database();
    const run = newRun();
    const first = await openPostgresRunStore(url);
    await first.create(run);
    await first.checkpoint(run.id, step("one"));
    await first.close();
    const second = await openPostgresRunStore(url);
    expect(await second.load([run.id])).toMatchObject([
      { run: { id: run.id, payload: run.payload }, steps: [step("one")] },
    ]);
    await second.close();
  });

  it("writes everything that was asked for before it closes", async () => {
    const url = await server.database();
    const first = await openPostgresRunStore(url);
    const writes = Array.from({ length: 3_000 }, () => first.create(newRun()));
    await first.close();
    await Promise.all(writes);
    const second = await openPostgresRunStore(url);
    expect(await second.pending()).toHaveLength(3_000);
    await second.close();
  });

  it("tells newest first which deliveries were refused, and finds them by their text", async () => {
    const store = await openPostgresRunStore(await server.database());
    onTestFinished(() => store.close());
    await store.refuse(refused(1_000, "orders", "Trần Bé"));
    await store.refuse(refused(2_000, "was", "a\0b Nguyễn An"));
    await store.refuse(refused(3_000, undefined, "Trần An"));
    const times = async (query: Partial<RefusalQuery>) =>
      (await store.refusals({ limit: 9, ...query })).map(({ at }) => at);
    expect(await times({})).toEqual([3_000, 2_000, 1_000]);
    expect(await times({ flow: "orders", was: ["was"] })).toEqual([2_000, 1_000]);
    expect(await times({ terms: readTerms("tran") as SearchTerms })).toEqual([3_000, 1_000]);
    expect(await times({ since: 2_000, until: 3_000 })).toEqual([2_000]);
    const [newest] = await store.refusals({ limit: 1 });
    expect(await times({ before: newest?.id as number })).toEqual([2_000, 1_000]);
    const never = Number.NEGATIVE_INFINITY;
    const before = { succeeded: never, failed: never, cancelled: never, refused: 2_500 };
    await store.prune({ before, now: 1, limit: 100 });
    expect(await store.refusals({ limit: 9 })).toMatchObject([{ at: 3_000, bodyText: "Trần An" }]);
  });

  it("erases what is kept of a person, and says that it did", async () => {
    const url = await server.database();
    const store = await openPostgresRunStore(url);
    onTestFinished(() => store.close());
    const payload = { ...newRun().payload, body: { phone: "0908071111" } };
    const [ended, open] = [newRun({ payload, concurrencyKey: "0908071111" }), newRun({ payload })];
    for (const run of [ended, open]) await store.create(run);
    await store.checkpoint(ended.id, step("a", { output: "0908071111" }));
    await store.finish(ended.id, { status: "succeeded", output: "0908071111", finishedAt: 5 });
    await store.putMessages("m", ["0908 071 111"], 1e15);
    const term = { text: "908071111" };
    const erasing = { id: "e1", at: 9, term, runIds: [ended.id, open.id], refusals: [] };
    expect(await store.erase(erasing)).toEqual([open.id]);
    expect((await store.get(ended.id))?.run.payload).toEqual(payload);
    expect(await store.erase({ ...erasing, runIds: [ended.id] })).toEqual([]);
    await Promise.all([store.scrub(false), store.create(newRun())]);
    const left = await store.get(ended.id);
    expect(JSON.stringify(left)).not.toContain("071111");
    expect(left?.run).toMatchObject({ erasedAt: 9, status: "succeeded" });
    expect(await store.messages("m", 1)).toBeUndefined();
    expect(await store.erasures()).toEqual([{ id: "e1", at: 9, runs: 1, refusals: 0 }]);
  });

  it("keeps the version that another node holds for known, whoever removes the runs that had it", async () => {
    const url = await server.database();
    const [one, two] = [await openPostgresRunStore(url), await openPostgresRunStore(url)];
    for (const store of [one, two]) onTestFinished(() => store.close());
    const old = newRun();
    await one.create(old);
    await one.finish(old.id, { status: "succeeded", finishedAt: 1 });
    const before = { succeeded: 2, failed: 2, cancelled: 2 };
    expect(await two.prune({ before, now: 2, limit: 100 })).toMatchObject({ runs: 1 });
    await one.create(newRun());
    expect(await two.definition(old.version)).toEqual(old.definition);
  });

  it("is shared by several nodes, whose commits come one after another", async () => {
    const url = await server.database();
    const stores = await Promise.all([1, 2, 3].map(() => openPostgresRunStore(url)));
    for (const store of stores) onTestFinished(() => store.close());
    const dedupe = { key: "order-1", expiresAt: 1e12 };
    const sent = stores.flatMap((store) =>
      Array.from({ length: 20 }, () => store.create(newRun({ dedupe }))),
    );
    const created = await Promise.all(sent);
    expect(created.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    expect(new Set(created.map(({ id }) => id)).size).toBe(1);
  });

  it("refuses what it can't use, and changes nothing there", async () => {
    const foreign = await server.database();
    await server.ask(foreign, "CREATE SCHEMA ahaflow CREATE TABLE invoices (id integer)");
    const newer = await server.database();
    await (await openPostgresRunStore(newer)).close();
    await server.ask(newer, "UPDATE ahaflow.journal_version SET version = 9999");
    const latin = await server.database("ENCODING 'LATIN1' TEMPLATE template0");
    const poor = await server.database();
    await server.ask(poor, "CREATE ROLE poor LOGIN PASSWORD 'nothing'");
    await server.ask(poor, "CREATE ROLE few LOGIN PASSWORD 'nothing' CONNECTION LIMIT 1");
    const wrong = [
      [foreign, "is not a journal"],
      [newer, "written by a newer ahaflow"],
      [latin, "does not keep UTF-8"],
      [server.url("nowhere"), "there is no database nowhere on 127.0.0.1"],
      [asUser(poor, "poor", "nothing"), "may not make or write the schema"],
      [asUser(poor, "poor", "wrong"), "does not let the user"],
      [asUser(poor, "few", "nothing"), "takes no more connections (53300)"],
      ["postgres://a:b@127.0.0.1:1/none", "can't be opened (ECONNREFUSED)"],
      [`${foreign}?sslmode=verify-full`, "has no TLS, which AHAFLOW_DATABASE_URL asks for"],
      [`${foreign}?sslmode=verify-full&sslrootcert=/none.crt`, "can't be opened (ENOENT)"],
    ] as const;
    for (const [url, message] of wrong) {
      const refusal = openPostgresRunStore(url);
      await expect(refusal).rejects.toMatchObject({
        code: "journal_unusable",
        message: expect.stringContaining(message),
        hint: expect.any(String),
      });
      await expect(refusal).rejects.not.toThrow(/wrong|nothing@|postgres-password/);
    }
    expect(await server.ask(foreign, "SELECT FROM ahaflow.invoices")).toEqual([]);
  });

  it("asks for nothing while it connects that PgBouncer would refuse", async () => {
    const readers = openReaders(await server.database(), 1, "SET search_path TO ahaflow");
    onTestFinished(() => readers.close());
    const { rows } = await readers.send(sql`SELECT name, setting, source FROM pg_settings
      WHERE source = 'client' OR name = 'statement_timeout'`);
    const settings = rows as unknown as { name: string; setting: string; source: string }[];
    const asked = settings.filter(({ source }) => source === "client").map(({ name }) => name);
    const passed = ["application_name", "client_encoding", "DateStyle", "TimeZone"];
    expect(asked.filter((name) => !passed.includes(name))).toEqual([]);
    expect(settings).toContainEqual({
      name: "statement_timeout",
      setting: "30000",
      source: "session",
    });
  });

  // A certificate that expires while the daemon runs is the database's trouble, not that of a run.
  it.each([
    "CERT_HAS_EXPIRED",
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    "SELF_SIGNED_CERT_IN_CHAIN",
    "ERR_TLS_CERT_ALTNAME_INVALID",
  ])("says of a certificate that is not trusted what to do: %s", (code) => {
    const cause = Object.assign(new Error(), { code });
    expect(unusable("shop on db:5432", cause)).toMatchObject({
      message: `the certificate of the database shop on db:5432 is not trusted (${code})`,
      hint: expect.stringContaining("sslrootcert"),
    });
    expect(told(cause, "shop on db:5432")).toMatchObject({ trouble: { code: "journal_away" } });
  });

  // A change goes into a new step: somebody's journal has had these.
  it("has each step of its schema to the letter as it was released", () => {
    const hashes = MIGRATIONS.map((text) => createHash("sha256").update(text).digest("hex"));
    expect(hashes.map((hash) => hash.slice(0, 12))).toEqual(STEPS);
  });

  it("has the same tables where the first step was made by an early build", async () => {
    const [early, fresh] = [await server.database(), await server.database()];
    for (const url of [early, fresh]) await (await openPostgresRunStore(url)).close();
    await server.ask(
      early,
      `SET search_path TO ahaflow; UPDATE journal_version SET version = 3; DROP INDEX runs_open;
      CREATE INDEX runs_unfinished ON runs (status, created_at) WHERE finished_at IS NULL;
      ALTER TABLE flow_versions DROP COLUMN told_at;`,
    );
    const store = await openPostgresRunStore(early);
    expect(await store.create(newRun())).toMatchObject({ duplicate: false });
    await store.close();
    const tables = async (url: string) => [
      await server.ask(
        url,
        "SELECT indexdef FROM pg_indexes WHERE schemaname = 'ahaflow' ORDER BY 1",
      ),
      await server.ask(
        url,
        `SELECT table_name, column_name, data_type, column_default, is_nullable
        FROM information_schema.columns WHERE table_schema = 'ahaflow' ORDER BY 1, 2`,
      ),
    ];
    expect(await tables(early)).toEqual(await tables(fresh));
  });

  it("brings older tables up to date while a node of before goes on with them, and after", async () => {
    const url = await server.database();
    const before = await openConnection(url, () => undefined);
    onTestFinished(() => before.close());
    await before.run("CREATE SCHEMA ahaflow; SET search_path TO ahaflow");
    await migrate(before, MIGRATIONS.slice(0, 2));
    await before.run("INSERT INTO nodes (id, name) VALUES ('before', 'before')");
    let commits = 0;
    /** As that version writes it. */
    const accept = () =>
      before.run(`BEGIN; SELECT begin_commit('before', ${commits});
        INSERT INTO flow_versions (version, file, text) VALUES ('v', 'f', 't') ON CONFLICT (version) DO NOTHING;
        INSERT INTO runs (id, flow, version, source, status, payload, created_at, lane, lane_limit, inside, begun, due_at)
        VALUES ('${commits++}', 'f', 'v', 'webhook', 'queued', '{}', 1, 'f ${commits}', 1, true, false, 0); COMMIT`);
    const opened = openPostgresRunStore(url);
    const isOpen = opened.then(() => true);
    do await accept();
    while (!(await Promise.race([isOpen, Promise.resolve(false)])));
    const store = await opened;
    onTestFinished(() => store.close());
    await accept();
    const { runs } = await store.take({ count: 10_000, at: 1, after: "", without: [] });
    expect(runs.map(({ id }) => id)).toEqual(Array.from({ length: commits }, (_, n) => String(n)));
    expect((await store.nodes()).map(({ name }) => name)).toContain("before");
  });

  it("leaves the version before as it was when a migration fails", async () => {
    const url = await server.database();
    await (await openPostgresRunStore(url)).close();
    const connection = await openConnection(url, () => undefined);
    onTestFinished(() => connection.close());
    await connection.run("SET search_path TO ahaflow");
    const broken = [...MIGRATIONS, "ALTER TABLE runs ADD COLUMN half text; SELECT * FROM nowhere"];
    await expect(migrate(connection, broken)).rejects.toThrow(/nowhere/);
    await expect(server.ask(url, "SELECT half FROM ahaflow.runs")).rejects.toThrow(/half/);
    await (await openPostgresRunStore(url)).close();
  });
});

function asUser(url: string, user: string, password: string): string {
  return Object.assign(new URL(url), { username: user, password }).href;
}

function refused(at: number, flow: string | undefined, bodyText: string): RefusedDelivery {
  return {
    at,
    flow,
    method: "POST",
    path: "/orders",
    requestId: undefined,
    status: 400,
    code: "bad_json",
    message: "no JSON",
    details: undefined,
    count: 1,
    payload: undefined,
    bodyText,
  };
}
