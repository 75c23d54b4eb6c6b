import { beforeAll, expect, it, onTestFinished, vi } from "vitest";
import { openConnection } from "#src/stores/postgres/driver.js";
import { type Notice, Notices, telling } from "#src/stores/postgres/notices.js";
import { raw, sql } from "#src/stores/postgres/sql.js";
import { PostgresServer } from "../support/postgres.ts";
import { openWay } from "../support/way.ts";

const server = PostgresServer.forTests();
/** For all of these tests. */
let url = "";
beforeAll(async () => {
  url = await server.database();
});

/** A node, and what it has heard. */
async function openNode(name: string, at = url) {
  const notices = await Notices.open(at, name);
  onTestFinished(() => notices.close());
  const heard: [string, Notice][] = [];
  const gap = vi.fn<() => void>();
  notices.hear((notice, from) => heard.push([from, notice]));
  notices.onGap(gap);
  return { notices, heard, gap };
}

const news = (of: number): Notice => ({ kind: "quota", quota: `shop-${of}` });

/** Resolves when something holds, soon. */
const soon = (check: () => void) => vi.waitFor(check, { timeout: 20_000, interval: 10 });

it("tells all others, in order, and not itself", async () => {
  const [a, b, c] = await Promise.all(["a", "b", "c"].map((name) => openNode(name)));
  const all = Array.from({ length: 500 }, (_, index) => news(index));
  for (const one of all) a?.notices.tell(one);
  const told = all.map((one) => ["a", one]);
  await soon(() => expect([b?.heard, c?.heard]).toEqual([told, told]));
  b?.notices.tell(news(1_000));
  await soon(() => expect(a?.heard).toEqual([["b", news(1_000)]]));
  expect(a?.gap).not.toHaveBeenCalled();
});

it("refuses what is too long, and tells the longest to the letter", async () => {
  const [a, b] = [await openNode("a"), await openNode("b")];
  const room = 7_900 - JSON.stringify({ from: "a", kind: "quota", quota: "" }).length;
  const longest: Notice = { kind: "quota", quota: "ế".repeat(room / 3) + "x".repeat(room % 3) };
  a.notices.tell(longest);
  await soon(() => expect(b.heard).toEqual([["a", longest]]));
  expect(() => a.notices.tell({ ...longest, quota: `${longest.quota}x` })).toThrow(
    new RangeError("a notice is longer than 7900 bytes: quota"),
  );
});

it("tells what a transaction has told once that is committed, and nothing of one that is not", async () => {
  const b = await openNode("b");
  const { send, close } = await openConnection(url, () => undefined);
  onTestFinished(close);
  for (const [of, end] of [[1, "ROLLBACK"] as const, [2, "COMMIT"] as const]) {
    await send(sql`BEGIN`);
    await send(sql`SELECT ${telling("a", news(of))}`);
    await send(raw(end));
  }
  await soon(() => expect(b.heard).toEqual([["a", news(2)]]));
});

it("does not mind what others write on the channel", async () => {
  const [a, b] = [await openNode("a"), await openNode("b")];
  for (const text of ["", "no JSON", "null", "[]", '"a"', '{"kind":"quota"}', '{"from":1}'])
    await server.ask(url, `SELECT pg_notify('ahaflow', '${text}')`);
  a.notices.tell(news(1));
  await soon(() => expect(b.heard).toEqual([["a", news(1)]]));
});

it("listens again after the server went down at once, and says that something may be missing", async () => {
  const [a, b] = [await openNode("a"), await openNode("b")];
  await server.crash();
  await server.start();
  for (const { gap } of [a, b]) await soon(() => expect(gap).toHaveBeenCalled());
  a.notices.tell(news(2));
  b.notices.tell(news(3));
  await soon(() => expect([a.heard, b.heard]).toEqual([[["b", news(3)]], [["a", news(2)]]]));
});

it("lets the others know that they have missed what could not be told", async () => {
  const way = await openWay(url);
  const [a, b] = [await openNode("a", way.url), await openNode("b")];
  way.isOpen = false;
  way.cut();
  await soon(() => expect(way.tries).not.toEqual([]));
  a.notices.tell(news(1));
  way.isOpen = true;
  await soon(() => expect(b.gap).toHaveBeenCalledOnce());
  expect(a.gap).toHaveBeenCalledOnce();
  expect(b.heard).toEqual([]);
});

it("notices that the other end is gone although nobody says so", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const way = await openWay(url);
  const a = await openNode("a", way.url);
  way.isSilent = true;
  // It looks, and waits for as long.
  await vi.advanceTimersByTimeAsync(9_999);
  expect(a.gap).not.toHaveBeenCalled();
  way.isSilent = false;
  await soon(() => expect(a.gap).toHaveBeenCalledOnce());
});

it("tries ever more seldom while the server is away, and not at all once it is closed", async () => {
  const [way, other] = [await openWay(url), await openWay(url)];
  const [, closed] = [await openNode("a", way.url), await openNode("b", other.url)];
  for (const one of [way, other]) {
    one.isOpen = false;
    one.cut();
  }
  await soon(() => expect(other.tries).not.toEqual([]));
  await closed.notices.close();
  const made = other.tries.length;
  await soon(() => expect(way.tries.length).toBeGreaterThan(3));
  expect(other.tries).toHaveLength(made);
  // At least 100, 200 and 400 ms.
  expect(Number(way.tries[3]) - Number(way.tries[0])).toBeGreaterThan(600);
});
