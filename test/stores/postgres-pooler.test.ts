import { expect, it, onTestFinished, vi } from "vitest";
import { openPostgresSide } from "#src/stores/postgres/copy-side.js";
import { migrateJournal, openWriter } from "#src/stores/postgres/open-writer.js";
import { openPostgresRunStore } from "#src/stores/postgres/postgres-run-store.js";
import { sql } from "#src/stores/postgres/sql.js";
import { Writer } from "#src/stores/postgres/writer.js";
import { newRun } from "../contracts/stored-run.ts";
import { openPooler } from "../support/pooler.ts";
import { PostgresServer } from "../support/postgres.ts";
import { Project } from "../support/project.ts";

const server = PostgresServer.forTests();

/** A pool in which others have left sessions, by the order in which it hands them out. */
async function poolOf({ first = false, others = 0 }) {
  const url = await server.database();
  const pooler = await openPooler(url, { first });
  for (let n = 0; n < others; n++) await server.ask(pooler.url, "SELECT");
  return { url, pooler };
}

it.each([
  { first: false, others: 0 },
  { first: true, others: 0 },
  { first: true, others: 1 },
  { first: true, others: 2 },
])("refuses sessions that are handed out for a transaction: %j", async (order) => {
  const { url, pooler } = await poolOf(order);
  await expect(openPostgresRunStore(pooler.url)).rejects.toMatchObject({
    code: "journal_unusable",
    message: expect.stringContaining("have no sessions of their own"),
    hint: expect.stringContaining("session mode"),
  });
  await expect(openPostgresSide(pooler.url)).rejects.toThrow(/no sessions of their own/);
  await expect(migrateJournal(pooler.url)).rejects.toMatchObject({ code: "JOURNAL_POOLED" });
  // Nothing was changed, and nobody holds what others wait for.
  const left = await server.ask(
    url,
    "SELECT nspname FROM pg_namespace WHERE nspname = 'ahaflow' UNION SELECT locktype FROM pg_locks WHERE locktype = 'advisory'",
  );
  expect(left).toEqual([]);
});

it("has a daemon say so when it starts", async () => {
  const { pooler } = await poolOf({});
  const project = new Project().flow("one", { steps: [{ id: "noted", set: { done: true } }] });
  const daemon = project.launch({ AHAFLOW_DATABASE_URL: pooler.url });
  expect(await daemon.ended).toBe(1);
  expect(daemon.errors).toMatch(/no sessions of their own: a pooler .*\n.*session mode/);
});

it("writes nothing in sessions of others, says what is wrong, and goes on when it is over", async () => {
  const url = await server.database();
  const pooler = await openPooler(url, { sharing: false });
  const stores = await Promise.all([1, 2].map(() => openPostgresRunStore(pooler.url)));
  for (const store of stores) onTestFinished(() => store.close());
  const made: string[] = [];
  const refused = new Set<string | undefined>();
  const create = async () => {
    for (const store of stores) {
      const created = await store.create(newRun()).catch((error: { code?: string }) => error.code);
      if (typeof created === "object") made.push(created.id);
      else refused.add(created);
    }
  };
  await create();
  expect(made).toHaveLength(2);
  pooler.sharing = true;
  await vi.waitFor(
    async () => {
      await create();
      for (const store of stores) expect(store.trouble()?.code).toBe("journal_unusable");
    },
    { timeout: 20_000, interval: 20 },
  );
  expect(stores[0]?.trouble()?.message).toContain("have no sessions of their own");
  pooler.sharing = false;
  pooler.cut();
  await vi.waitFor(
    () => {
      for (const store of stores) expect(store.trouble()).toBeUndefined();
    },
    { timeout: 40_000, interval: 50 },
  );
  await create();
  const kept = await server.ask(url, "SELECT id FROM ahaflow.runs");
  expect([...refused]).toEqual(["journal_write_failed"]);
  expect(new Set(kept.map(({ id }) => id))).toEqual(new Set(made));
});

it("makes no commit in a session that is another node's, also where all that it has prepared is there", async () => {
  const url = await server.database();
  const givenUp = vi.fn<() => void>();
  const writer = new Writer({
    open: async (node, onLost) => {
      const connection = await openWriter(url, node, onLost);
      await connection.send(sql`SELECT set_config('ahaflow.node', 'another', false)`);
      return connection;
    },
    newNode: () => ({ id: "this", name: "this", commits: 0, isKnown: false }),
    onGivenUp: givenUp,
    place: "here",
    onLost: () => undefined,
  });
  onTestFinished(() => writer.close());
  const write = { kind: "forgetMessages" as const, ask: { id: "one" } };
  await expect(writer.commit([write])).rejects.toThrow(/given this one up/);
  expect(givenUp).toHaveBeenCalledOnce();
});
