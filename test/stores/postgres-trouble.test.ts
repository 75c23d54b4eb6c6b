import { connect, createServer, type Socket } from "node:net";
import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { JournalStore } from "#src/stores/journal-store.js";
import { isCommitted } from "#src/stores/postgres/doubt.js";
import { openWriter } from "#src/stores/postgres/open-writer.js";
import { openPostgresRunStore } from "#src/stores/postgres/postgres-run-store.js";
import { newRun, step } from "../contracts/stored-run.ts";
import { PostgresServer } from "../support/postgres.ts";

const server = PostgresServer.forTests();

/** Resolves when the store says that all is well, or what is wrong. */
async function troubleOf(store: JournalStore, code: string | undefined): Promise<void> {
  await vi.waitFor(() => expect(store.trouble()?.code).toBe(code), { timeout: 20_000 });
}

/** A way to the server that can be cut, also right after it was sent some texts, one after the other. */
async function openWay(url: string) {
  const sockets = new Set<Socket>();
  const way = { isOpen: true, loses: [] as string[], closesThen: false, lost: 0, url: "" };
  const { hostname, port } = new URL(url);
  const proxy = createServer((client) => {
    if (!way.isOpen) return void client.destroy();
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.once("close", () => (client.destroy(), upstream.destroy()));
    }
    client.on("data", (data) => {
      upstream.write(data);
      // A new connection has to spell it out once.
      const [text] = way.loses;
      if (text === undefined || !data.includes(text)) return;
      way.lost++;
      way.loses.shift();
      way.isOpen = !way.closesThen;
      upstream.removeAllListeners("data");
      // It is done when its answer comes.
      upstream.once("data", () => client.destroy());
    });
    upstream.on("data", (data) => void client.write(data));
  });
  await new Promise<void>((resolve) => void proxy.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void proxy.close());
  const to = new URL(url);
  to.port = String((proxy.address() as { port: number }).port);
  way.url = to.href;
  return Object.assign(way, {
    cut: () => {
      for (const socket of sockets) socket.destroy();
    },
  });
}

it("is not ready when it was given up, and finds tables that it can't go on with", async () => {
  const url = await server.database();
  const store = await openPostgresRunStore(url);
  onTestFinished(() => store.close());
  const giveUp = "UPDATE ahaflow.nodes SET dead = true";
  await server.ask(url, `UPDATE ahaflow.journal_version SET version = version + 1; ${giveUp}`);
  await expect(store.create(newRun())).rejects.toThrow(/given this one up/);
  await troubleOf(store, "journal_newer");
  expect(store.trouble()?.message).toContain("start that in place of this one");
  await server.ask(url, "UPDATE ahaflow.journal_version SET version = version - 1");
  await troubleOf(store, undefined);
  await store.create(newRun());
});

/** A store that asks the database for what became of a commit, 2.5 seconds later by its clock. */
async function learnLate(...loses: string[]) {
  const url = await server.database();
  const way = await openWay(url);
  const store = await openPostgresRunStore(way.url);
  onTestFinished(() => store.close());
  const now = performance.now.bind(performance);
  let later = 0;
  vi.spyOn(performance, "now").mockImplementation(() => now() + later);
  onTestFinished(() => void vi.restoreAllMocks());
  Object.assign(way, { loses, closesThen: true });
  const run = newRun();
  const created = store.create(run).catch((error: { code?: string }) => error.code);
  await vi.waitFor(() => expect(way.lost).toBe(1), 20_000);
  later = 2_500;
  way.isOpen = true;
  return { url, way, store, run, created };
}

describe("when the database is away", () => {
  it("refuses what can be sent again at once, makes the rest when it is back, and says so", async () => {
    const store = await openPostgresRunStore(await server.database());
    onTestFinished(() => store.close());
    const run = newRun();
    await store.create(run);
    await server.stop();
    // Noticed without a write.
    await troubleOf(store, "journal_away");
    expect(store.trouble()?.message).toMatch(/can't be used \(test_\d+ on 127.0.0.1:\d+, /);
    await expect(store.create(newRun())).rejects.toMatchObject({ code: "journal_write_failed" });
    await expect(store.cancel(run.id)).rejects.toMatchObject({ code: "journal_write_failed" });
    await expect(store.get(run.id)).rejects.toMatchObject({ code: "journal_write_failed" });
    const held = [
      store.checkpoint(run.id, step("a", { output: 1 })),
      store.checkpoint(run.id, step("a", { output: 2 })),
      store.finish(run.id, { status: "succeeded", finishedAt: 5 }),
    ];
    await server.start();
    await Promise.all(held);
    await troubleOf(store, undefined);
    const found = await store.get(run.id);
    expect(found?.run.status).toBe("succeeded");
    expect(found?.steps.map(({ output }) => output)).toEqual([2]);
    await store.create(newRun());
  });

  it("goes on when its connections are cut while it writes, and nothing is lost or done twice", async () => {
    const url = await server.database();
    const store = await openPostgresRunStore(url);
    onTestFinished(() => store.close());
    const made: string[] = [];
    const state = { isOver: false };
    const codes = new Set<string | undefined>();
    const sender = async () => {
      while (!state.isOver) {
        const run = newRun();
        const created = await store.create(run).catch((error: { code?: string }) => error.code);
        if (typeof created === "object") made.push(run.id);
        else codes.add(created);
        // A refusal takes no time: without a turn nothing else would happen.
        await turn();
      }
    };
    const senders = Array.from({ length: 20 }, sender);
    for (let times = 0; times < 3; times++) {
      const before = made.length;
      await vi.waitFor(() => expect(made.length).toBeGreaterThan(before + 100), 20_000);
      await server.cut(url);
      await troubleOf(store, undefined);
    }
    state.isOver = true;
    await Promise.all(senders);
    expect([...codes].filter((code) => code !== "journal_write_failed")).toEqual([]);
    const pending = new Set((await store.pending()).map(({ id }) => id));
    expect(pending).toEqual(new Set(made));
  });

  it("goes on when a connection is lost while it is being opened", async () => {
    const way = await openWay(await server.database());
    const store = await openPostgresRunStore(way.url);
    onTestFinished(() => store.close());
    // What a new connection that writes is told first, and last.
    way.loses = ["enable_seqscan", "ahaflow.node"];
    way.cut();
    await vi.waitFor(() => expect(way.lost).toBe(2), 20_000);
    await troubleOf(store, undefined);
    await store.create(newRun());
    way.loses = ["enable_seqscan"];
    await expect(openPostgresRunStore(way.url)).rejects.toThrow(
      /can't be opened \((lost|E[A-Z]+)\)/,
    );
  });

  it("knows what became of a commit whose answer was lost", async () => {
    const url = await server.database();
    const way = await openWay(url);
    const store = await openPostgresRunStore(way.url);
    onTestFinished(() => store.close());
    way.loses = ["COMMIT"];
    const run = newRun({ dedupe: { key: "order-1", expiresAt: 1e12 } });
    expect(await store.create(run)).toEqual({ id: run.id, duplicate: false });
    expect(way.lost).toBe(1);
    expect((await store.pending()).map(({ id }) => id)).toEqual([run.id]);
  });

  it("says of what was committed that it is kept, also where it took seconds to learn that", async () => {
    const { run, created } = await learnLate("COMMIT");
    expect(await created).toEqual({ id: run.id, duplicate: false });
  });

  it("takes back what was committed when nobody knows any more whether its node lives", async () => {
    const { url, way, store, created } = await learnLate("COMMIT", "SET seen_at");
    expect(await created).toBe("journal_write_failed");
    expect(way.lost).toBe(2);
    expect(await server.ask(url, "SELECT id FROM ahaflow.runs")).toHaveLength(1);
    way.isOpen = true;
    await troubleOf(store, undefined);
    expect(await store.pending()).toEqual([]);
  });

  it("takes no commit for made that is not there: asked twice, in a database of before, without its node", async () => {
    const url = await server.database();
    const node = { id: "n", name: "n", commits: 0, isKnown: false };
    const { send, close, run } = await openWriter(url, node, () => undefined);
    onTestFinished(close);
    /** Whether the one after so many is, by who doesn't know what was asked before. */
    const after = (commits: number) => isCommitted(send, { ...node, commits });
    expect([await after(0), await after(0)]).toEqual([false, false]);
    await isCommitted(send, node);
    const { commits } = node;
    await run(`BEGIN; SELECT begin_commit('n', ${commits}); COMMIT`);
    expect([await after(commits), await after(commits)]).toEqual([true, true]);
    await run("UPDATE nodes SET last_commit = last_commit - 2");
    expect(await after(commits)).toBe(false);
    await run("DELETE FROM nodes");
    expect(await after(commits)).toBe(false);
  });

  it("takes back what was committed after it has said that it is not kept", async () => {
    const url = await server.database();
    const way = await openWay(url);
    const store = await openPostgresRunStore(way.url);
    onTestFinished(() => store.close());
    Object.assign(way, { loses: ["COMMIT"], closesThen: true });
    const slot = { flow: "f", schedule: "0 * * * * UTC", at: 7_000 };
    const dedupe = { key: "order-1", expiresAt: 1e12 };
    const lost = [store.create(newRun({ dedupe })), store.create(newRun({ slot }))];
    const refused = await Promise.allSettled(lost);
    for (const one of refused)
      expect(one).toMatchObject({ reason: { code: "journal_write_failed" } });
    const committed = await server.ask(url, "SELECT id FROM ahaflow.runs");
    expect(committed).toHaveLength(2);
    way.isOpen = true;
    await troubleOf(store, undefined);
    expect(await store.pending()).toEqual([]);
    for (const again of [newRun({ dedupe }), newRun({ slot })])
      expect(await store.create(again)).toEqual({ id: again.id, duplicate: false });
  });

  it("writes nothing of what it had when the others have given it up, and goes on as a new node", async () => {
    const url = await server.database();
    const store = await openPostgresRunStore(url);
    onTestFinished(() => store.close());
    const givenUp = vi.fn<() => void>();
    store.onGivenUp = givenUp;
    const run = newRun();
    await store.create(run);
    await server.ask(url, "UPDATE ahaflow.nodes SET dead = true");
    const written = [
      store.checkpoint(run.id, step("a")),
      store.finish(run.id, { status: "failed", finishedAt: 1 }),
      store.create(newRun()),
    ];
    for (const one of await Promise.allSettled(written))
      expect(one).toMatchObject({ reason: { code: "journal_write_failed" } });
    expect(givenUp).toHaveBeenCalledTimes(1);
    expect(await store.get(run.id)).toMatchObject({ run: { status: "queued" }, steps: [] });
    await store.finish(run.id, { status: "succeeded", finishedAt: 2 });
    const nodes = await server.ask(url, "SELECT dead FROM ahaflow.nodes ORDER BY started_at");
    expect(nodes).toEqual([{ dead: true }, { dead: false }]);
  });

  it("takes a database for another one that has lost what it had acknowledged", async () => {
    const url = await server.database();
    const store = await openPostgresRunStore(url);
    onTestFinished(() => store.close());
    const givenUp = vi.fn<() => void>();
    store.onGivenUp = givenUp;
    await store.create(newRun());
    await store.create(newRun());
    await server.ask(url, "UPDATE ahaflow.nodes SET last_commit = last_commit - 1");
    await expect(store.create(newRun())).rejects.toMatchObject({ code: "journal_write_failed" });
    expect(givenUp).toHaveBeenCalledTimes(1);
    await store.create(newRun());
  });
});
