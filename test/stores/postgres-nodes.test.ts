import { expect, it, onTestFinished, vi } from "vitest";
import type { NodeAbout } from "#src/journal/nodes.js";
import { openNotices } from "#src/stores/postgres/open-notices.js";
import { openPostgresRunStore } from "#src/stores/postgres/postgres-run-store.js";
import { newRun } from "../contracts/stored-run.ts";
import { PostgresServer } from "../support/postgres.ts";

const server = PostgresServer.forTests();

const ABOUT: NodeAbout = {
  version: "1.0.0",
  commit: "a+",
  flows: 3,
  webhookUrl: "http://0.0.0.0:8080",
  reload: "refused",
  reloadedAt: "2026-11-29T08:00:00.000Z",
  mistakes: 1,
  reasons: [{ code: "stopping", message: "the daemon is about to stop" }],
  problems: [
    {
      rule: "unknown-key",
      severity: "error",
      message: "there is no key stpes",
      where: { file: "flows/a.yaml", line: 2, column: 1 },
      length: 5,
      frame: null,
    },
  ],
};

async function openStore(url: string, name: string) {
  const store = await openPostgresRunStore(url, { name });
  onTestFinished(() => store.close());
  return store;
}

it("has those that live by their names, then those that were given up in the last day", async () => {
  const url = await server.database();
  const [second, first] = [await openStore(url, "second"), await openStore(url, "first")];
  const past = (id: string, dead: boolean, ago: string) =>
    server.ask(
      url,
      `INSERT INTO ahaflow.nodes (id, name, dead, started_at, seen_at)
        VALUES ('${id}', '${id}', ${dead}, now() - interval '9 days', now() - interval '${ago}')`,
    );
  await past("yesterday", true, "23 hours 59 minutes");
  await past("today", true, "1 hour");
  await past("silent", false, "1 minute");
  await past("forgotten", true, "24 hours 1 minute");
  const names = async () =>
    (await second.nodes()).map(({ name, isGone, isSelf }) => [name, isGone, isSelf]);
  const shown = [
    ["first", false, false],
    ["second", false, true],
    ["silent", true, false],
    ["today", true, false],
    ["yesterday", true, false],
  ];
  expect(await names()).toEqual(shown);

  const never = Number.NEGATIVE_INFINITY;
  await first.prune({
    before: { succeeded: never, failed: never, cancelled: never, refused: never },
    now: 1,
    limit: 100,
  });
  expect(await names()).toEqual(shown);
  const kept = await server.ask(url, "SELECT name FROM ahaflow.nodes ORDER BY name");
  expect(kept.map(({ name }) => name)).toEqual(["first", "second", "silent", "today", "yesterday"]);
});

it("is told what a node says of itself, when that changes, and by the node that it is next", async () => {
  const url = await server.database();
  const store = await openStore(url, "first");
  const other = await openStore(url, "second");
  const told = async () => (await other.nodes()).map(({ about, isGone }) => [about, isGone]);
  expect(await told()).toEqual([
    [{}, false],
    [{}, false],
  ]);
  store.about = ABOUT;
  await vi.waitFor(async () => expect((await told())[0]).toEqual([ABOUT, false]), 5_000);
  const next: NodeAbout = { ...ABOUT, commit: null, reload: "loaded" };
  store.about = next;
  await vi.waitFor(async () => expect((await told())[0]).toEqual([next, false]), 5_000);

  await server.ask(url, "UPDATE ahaflow.nodes SET dead = true WHERE name = 'first'");
  await vi.waitFor(
    async () =>
      expect(await told()).toEqual([
        [next, false],
        [{}, false],
        [next, true],
      ]),
    10_000,
  );
});

it("writes what a node tells once, and not with every beat", async () => {
  const url = await server.database();
  const store = await openStore(url, "first");
  store.about = ABOUT;
  await vi.waitFor(
    async () => expect(await store.nodes()).toMatchObject([{ about: ABOUT }]),
    5_000,
  );
  await server.ask(url, "UPDATE ahaflow.nodes SET about = '{}'");
  store.about = { ...ABOUT };
  const { seenAt = 0 } = (await store.nodes())[0] ?? {};
  await vi.waitFor(
    async () => expect((await store.nodes())[0]?.seenAt).toBeGreaterThan(seenAt + 2_000),
    10_000,
  );
  expect((await store.nodes()).map(({ about }) => about)).toEqual([{}]);
});

it("counts the runs that each works on", async () => {
  const url = await server.database();
  const [first, second] = [await openStore(url, "first"), await openStore(url, "second")];
  for (const run of [newRun(), newRun(), newRun()]) await first.create(run);
  await second.take({ count: 2, at: 1e15, after: "", without: [] });
  expect(await first.nodes()).toMatchObject([{ runs: 0 }, { runs: 2 }]);
});

it("hands parcels to all or to one, as they were sent, and keeps them for a minute", async () => {
  const url = await server.database();
  const store = await openStore(url, "first");
  const open = async () => {
    const { notices, parcels } = await openNotices(url);
    onTestFinished(() => notices.close());
    const heard: unknown[] = [];
    parcels.hear("news", (content, from) => void content().then((it) => heard.push([it, from])));
    return { id: notices.node, parcels, heard };
  };
  const [a, b, c] = [await open(), await open(), await open()];
  const odd = { text: "ế\0\ud800", long: "x".repeat(100_000) };
  a.parcels.send("news", odd);
  a.parcels.send("other", "nobody hears it");
  a.parcels.send("news", "for one", b.id);
  a.parcels.send("news", "the last");
  const last = ["the last", a.id];
  await vi.waitFor(() => expect([b.heard.at(-1), c.heard.at(-1)]).toEqual([last, last]));
  expect(b.heard).toEqual([[odd, a.id], ["for one", a.id], last]);
  expect(c.heard).toEqual([[odd, a.id], last]);
  expect(a.heard).toEqual([]);

  await server.ask(
    url,
    `UPDATE ahaflow.parcels SET at = at - interval '61 seconds' WHERE content NOT LIKE '%last%'`,
  );
  const never = Number.NEGATIVE_INFINITY;
  const before = { succeeded: never, failed: never, cancelled: never, refused: never };
  await store.prune({ before, now: 1, limit: 100 });
  const left = await server.ask(url, "SELECT content FROM ahaflow.parcels");
  expect(left).toEqual([{ content: '"the last"' }]);
});
