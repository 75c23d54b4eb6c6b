import { beforeAll, expect, it, onTestFinished, vi } from "vitest";
import { CircuitOpen } from "#src/errors.js";
import { SharedQuota } from "#src/outgoing/shared-quota.js";
import { Notices } from "#src/stores/postgres/notices.js";
import { openPostgresRunStore } from "#src/stores/postgres/postgres-run-store.js";
import { PostgresQuotaBook } from "#src/stores/postgres/quota/postgres-quota-book.js";
import {
  closest,
  DOWN,
  mayTry,
  never,
  QUOTA_SETTINGS,
  quotaContract,
  UP,
} from "../contracts/quota.ts";
import { PostgresServer } from "../support/postgres.ts";

const server = PostgresServer.forTests();

/** A database with the journal's tables, for all of these tests. */
let url = "";
beforeAll(async () => {
  url = await server.database();
  await (await openPostgresRunStore(url)).close();
});

let count = 0;
/** How nodes know a connection that no other test has. */
const newName = () => `shop-${++count}`;

/** What a node has of its own: connections, and what it hears. */
async function openNode(name = "a"): Promise<PostgresQuotaBook> {
  const book = new PostgresQuotaBook(url);
  const notices = await Notices.open(url, name);
  book.follow(notices);
  onTestFinished(async () => {
    await notices.close();
    await book.close();
  });
  return book;
}

/** The quotas of one connection on three nodes. */
async function threeNodes(settings = QUOTA_SETTINGS) {
  const shop = newName();
  const books = await Promise.all(["a", "b", "c"].map((name) => openNode(name)));
  const [a, b, c] = books.map((book) => new SharedQuota(settings, shop, book));
  return { shop, quotas: [a, b, c] as [SharedQuota, SharedQuota, SharedQuota] };
}

/** A circuit that stays open for as long as a test. */
const LONG = { failures: 3, delayMs: 3_600_000, maxDelayMs: 3_600_000 };

/** Opens the circuit of a connection. */
async function open({ circuit }: SharedQuota): Promise<void> {
  for (let n = 0; n < LONG.failures; n++) await circuit.execute(DOWN).catch(() => undefined);
}

const soon = (check: () => void | Promise<void>) =>
  vi.waitFor(check, { timeout: 20_000, interval: 10 });

quotaContract(
  "SharedQuota",
  async (settings, onCircuit) => new SharedQuota(settings, newName(), await openNode(), onCircuit),
);

it("never lets three nodes make more calls in an interval than one may, whatever they ask for", async () => {
  const rateLimit = { calls: 25, intervalMs: 300 };
  const { quotas } = await threeNodes({ ...QUOTA_SETTINGS, rateLimit });
  const arrivals: number[] = [];
  const callers = quotas.flatMap((quota, node) =>
    // One has a lot to do, one some of it at times, one little.
    Array.from({ length: [40, 10, 1][node] as number }, async (_, caller) => {
      for (let made = 0; made < 2; made++) {
        const place = await quota.acquire(never());
        if (place.mayGo()) arrivals.push(performance.now());
        if (node === 1) await new Promise((resolve) => setTimeout(resolve, 17 * caller));
      }
    }),
  );
  await Promise.all(callers);
  expect(closest(arrivals, 25)).toBeGreaterThanOrEqual(300);
  // Those that came too late are few, whatever else the machine does.
  expect(arrivals.length).toBeGreaterThan(25);
});

it("has all nodes pause when one was told to, also one that joins later", async () => {
  const { shop, quotas } = await threeNodes();
  const [a, b, c] = quotas;
  const place = await b.acquire(never());
  const until = performance.now() + 700;
  a.pause(700);
  await soon(() => expect(b.rate().pausedUntil).toBeDefined());
  await soon(() => expect(c.rate().pausedUntil).toBeDefined());
  expect(place.mayGo()).toBe(false);
  const d = new SharedQuota(QUOTA_SETTINGS, shop, await openNode("d"));
  await Promise.all([...quotas, d].map((quota) => quota.acquire(never())));
  expect(performance.now()).toBeGreaterThanOrEqual(until);
});

it("has no node call while the circuit is open, and one call of all sees whether it may close", async () => {
  const closed = await threeNodes({ ...QUOTA_SETTINGS, circuit: LONG });
  await open(closed.quotas[0]);
  for (const one of closed.quotas)
    await soon(() => expect(() => one.circuit.check()).toThrow(CircuitOpen));

  const { shop, quotas } = await threeNodes();
  const [a, b, c] = quotas;
  await open(a);
  const d = new SharedQuota(QUOTA_SETTINGS, shop, await openNode("d"));
  for (const one of [b, c, d])
    await soon(() => expect(one.circuit.report().state).not.toBe("closed"));
  await Promise.all([b, c, d].map(mayTry));
  // It is out until the others were refused.
  let refused = 0;
  const call = vi.fn<typeof UP>(async () => {
    await soon(() => expect(refused).toBe(2));
    return DOWN();
  });
  const tries = [b, c, d].map(({ circuit }) => circuit.execute(call));
  for (const one of tries) one.catch(() => refused++);
  const tried = await Promise.allSettled(tries);
  expect(call).toHaveBeenCalledOnce();
  for (const one of tried) expect(one).toMatchObject({ reason: { reason: "circuit_open" } });
  await mayTry(c);
  await expect(c.circuit.execute(UP)).resolves.toBe("ok");
  for (const one of [a, b, d]) {
    await soon(() => expect(one.circuit.report().state).toBe("closed"));
    await expect(one.circuit.execute(UP)).resolves.toBe("ok");
  }
});

it("does not rest for as long as the database's clock was set back", async () => {
  const { shop, quotas } = await threeNodes();
  await open(quotas[0]);
  const isKept = `FROM ahaflow.quotas WHERE id = '${shop}' AND open_until IS NOT NULL`;
  await soon(async () => expect(await server.ask(url, `SELECT id ${isKept}`)).toHaveLength(1));
  await server.ask(
    url,
    `UPDATE ahaflow.quotas SET open_until = open_until + 3600000 WHERE id = '${shop}'`,
  );
  const d = new SharedQuota(QUOTA_SETTINGS, shop, await openNode("d"));
  await soon(() => expect(d.circuit.report().state).toBe("open"));
  await mayTry(d);
  await expect(d.circuit.execute(UP)).resolves.toBe("ok");
});

it("lets another call see when nothing is heard of the one that was out to", async () => {
  const { quotas } = await threeNodes({ ...QUOTA_SETTINGS, timeoutMs: 300 });
  const [a, b] = quotas;
  await open(a);
  await mayTry(a);
  const isOut = vi.fn<() => Promise<string>>(() => new Promise(() => undefined));
  void a.circuit.execute(isOut);
  await soon(() => expect(isOut).toHaveBeenCalled());
  await vi.waitFor(() => expect(b.circuit.execute(UP)).resolves.toBe("ok"), 20_000);
  await soon(() => expect(a.circuit.report().state).toBe("closed"));
});

it("waits while the database is away, hears signals, and goes on within the rate after a crash", async () => {
  const rateLimit = { calls: 3, intervalMs: 1_000 };
  const { quotas } = await threeNodes({ ...QUOTA_SETTINGS, rateLimit });
  const [a, b] = quotas;
  const arrivals: number[] = [];
  const call = async (quota: SharedQuota) => {
    while (!(await quota.acquire(never())).mayGo());
    arrivals.push(performance.now());
  };
  await Promise.all([a, b, b].map(call));
  await server.crash();
  const leaving = new AbortController();
  const left = a.acquire(leaving.signal);
  const waiting = [a, b, b, a].map(call);
  leaving.abort(new Error("cancelled"));
  await expect(left).rejects.toThrow("cancelled");
  expect(arrivals).toHaveLength(3);
  b.pause(50);
  await server.start();
  await Promise.all(waiting);
  expect(closest(arrivals, 3)).toBeGreaterThanOrEqual(1_000);
});

it("keeps connections apart that are not the same", async () => {
  const settings = { ...QUOTA_SETTINGS, rateLimit: { calls: 1, intervalMs: 3_600_000 } };
  const [shop, other] = [newName(), newName()];
  const [a, b] = [await openNode("a"), await openNode("b")];
  await new SharedQuota(settings, shop, a).acquire(never());
  const waiting = new SharedQuota(settings, shop, b);
  const leaving = new AbortController();
  const wait = waiting.acquire(leaving.signal);
  await new SharedQuota(settings, other, b).acquire(never());
  expect(waiting.rate().waiting).toBe(1);
  leaving.abort(new Error("over"));
  await expect(wait).rejects.toThrow("over");
});

it("goes on with a connection that was forgotten meanwhile, as unused for long", async () => {
  const shop = newName();
  const quota = new SharedQuota(QUOTA_SETTINGS, shop, await openNode());
  for (const use of [() => void quota.acquire(never()), () => quota.pause(1)]) {
    await quota.acquire(never());
    await server.ask(url, `DELETE FROM ahaflow.quotas WHERE id = '${shop}'`);
    use();
    await soon(async () =>
      expect(await server.ask(url, `SELECT id FROM ahaflow.quotas WHERE id = '${shop}'`)).toEqual([
        { id: shop },
      ]),
    );
  }
});
