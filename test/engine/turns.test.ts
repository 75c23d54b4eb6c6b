/** Who may go, and when: turns in a key, places, room, wishes for an end, and what a restart finds. */
import { describe, expect, it } from "vitest";
import { Bench, START, say } from "./language.ts";

const HOUR = 3_600_000;

/** Waits for a callback by its body's `n`. */
const paused = { id: "go", wait: { webhook: { path: "/go/:key", key: "{{trigger.body.n}}" } } };

const keyed = (limit: number, when_full: "queue" | "drop" | "restart" = "queue") => ({
  concurrency: { key: "{{trigger.body.k}}", limit, when_full },
  steps: [say("{{trigger.body.n}}"), paused],
});

const texts = ({ calls }: Bench) => calls.map((call) => call.split(" ").slice(1).join(" "));

const payload = {
  method: "POST",
  path: "/go/1",
  headers: {},
  query: {},
  params: {},
  body: {},
  received_at: new Date(START).toISOString(),
};

const go = async (bench: Bench, n: number | string) => {
  expect(await bench.deliver(`/go/${n}`, payload)).toMatchObject({
    duplicate: false,
  });
  await bench.engine.idle();
};

const statuses = async (bench: Bench, flow?: string) =>
  (await bench.store.list({ limit: 1_000 }))
    .filter((run) => flow === undefined || run.flow === flow)
    .map(({ status }) => status)
    .toReversed();

describe("what comes for a run", () => {
  const two = {
    steps: [
      {
        parallel: {
          a: [{ wait: { webhook: { path: "/a/:key", key: "{{trigger.body.n}}" } } }],
          b: [{ wait: { webhook: { path: "/b/:key", key: "{{trigger.body.n}}" } } }],
        },
      },
    ],
  };

  it("is never lost, however close one comes to another", async () => {
    const bench = new Bench([two]);
    for (let turns = 0; turns < 40; turns++) {
      const id = await bench.submit({ n: turns });
      const other = await bench.submit({ n: `other ${turns}` });
      await bench.engine.idle();
      await bench.deliver(`/a/${turns}`, payload);
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      await Promise.all([bench.deliver(`/b/${turns}`, payload), bench.engine.cancel(other)]);
      await bench.engine.idle();
      expect([(await bench.get(id)).run.status, (await bench.get(other)).run.status]).toEqual([
        "succeeded",
        "cancelled",
      ]);
    }
  });
});

describe("the turns of a key", () => {
  it("are not shut by a run that ends while a restart still gives places", async () => {
    const names = Array.from({ length: 30 }, (_, at) => `flow-${at}`);
    const flows = names.map((name) => ({
      name,
      concurrency: { key: "one", limit: 1 },
      steps: [{ wait: { for: "1h" } }, say(name)],
    }));
    const first = new Bench(flows);
    for (const name of names) await first.submit({}, name);
    await first.engine.stop(0);
    const clock = { ...first.clock, now: () => START + 2 * HOUR };
    const second = new Bench(flows, { store: first.store, clock });
    const recovered = second.engine.recover();
    await recovered;
    for (const name of names) await second.submit({}, name);
    // The clock stands still: the second runs wait for their hour.
    for (const name of names)
      await expect
        .poll(async () => (await statuses(second, name)).join())
        .toBe("succeeded,waiting");
  });

  it("drop what comes at once, but for as many as may go", async () => {
    const bench = new Bench([keyed(2, "drop")]);
    const bodies = [1, 2, 3, 4, 5].map((n) => ({ k: "a", n }));
    const submitted = await Promise.all(bodies.map((body) => bench.start(body)));
    await bench.engine.idle();
    expect(submitted.map(({ dropped }) => dropped)).toEqual([false, false, true, true, true]);
    expect(texts(bench)).toEqual(["1", "2"]);
    expect(await statuses(bench)).toEqual([
      "waiting",
      "waiting",
      "cancelled",
      "cancelled",
      "cancelled",
    ]);
  });

  it("drop nothing for a repeat, which does not run", async () => {
    const bench = new Bench([keyed(1, "drop")]);
    await bench.start({ k: "a", n: 1 }, "main", undefined, "order 1");
    await bench.engine.idle();
    await go(bench, 1);
    const [repeat, next] = await Promise.all([
      bench.start({ k: "a", n: 1 }, "main", undefined, "order 1"),
      bench.start({ k: "a", n: 2 }, "main", undefined, "order 2"),
    ]);
    await bench.engine.idle();
    expect([repeat.duplicate, next.dropped]).toEqual([true, false]);
    expect(texts(bench)).toEqual(["1", "2"]);
  });

  it("follow a limit that was raised: those that wait go first, in order", async () => {
    const bench = new Bench([keyed(1)]);
    for (const n of [1, 2, 3, 4]) await bench.submit({ k: "a", n });
    await bench.engine.idle();
    expect(texts(bench)).toEqual(["1"]);
    bench.install([keyed(3)]);
    bench.engine.reloaded();
    await bench.submit({ k: "a", n: 5 });
    await bench.engine.idle();
    expect(texts(bench)).toEqual(["1", "2", "3"]);
  });

  it("follow a limit that was lowered: nobody goes until enough have ended", async () => {
    const bench = new Bench([keyed(3)]);
    for (const n of [1, 2, 3, 4]) await bench.submit({ k: "a", n });
    await bench.engine.idle();
    bench.install([keyed(1)]);
    bench.engine.reloaded();
    for (const n of [1, 2]) await go(bench, n);
    expect(texts(bench)).toEqual(["1", "2", "3"]);
    await go(bench, 3);
    expect(texts(bench)).toEqual(["1", "2", "3", "4"]);
  });

  it("are kept by the runs that have a key when the flow has none any more", async () => {
    const bench = new Bench([keyed(1)]);
    for (const n of [1, 2, 3]) await bench.submit({ k: "a", n });
    await bench.engine.idle();
    bench.install([{ steps: [say("other")] }]);
    bench.engine.reloaded();
    await bench.submit({ k: "a", n: 4 });
    await bench.engine.idle();
    expect(texts(bench)).toEqual(["1", "other"]);
    await go(bench, 1);
    expect(texts(bench)).toEqual(["1", "other", "2"]);
  });
});

describe("room", () => {
  it("is not taken by runs that nobody can work on", async () => {
    const other = { name: "other", steps: [say("other")] };
    const bench = new Bench([keyed(1), other], { backlog: 3 });
    for (let n = 0; n < 20; n++) {
      await bench.submit({ k: "a", n });
      await bench.engine.idle();
    }
    expect(bench.engine.counts).toMatchObject({ queued: 19, waiting: 1, backlog: 0 });
    await bench.submit({}, "other");
    await bench.engine.idle();
    expect(texts(bench)).toEqual(["0", "other"]);
  });

  it("is bounded for those that come at once", async () => {
    const bench = new Bench([{ steps: [say("slow:1000")] }], { backlog: 3 });
    const come = Array.from({ length: 5 }, () => bench.submit());
    const settled = await Promise.allSettled(come);
    expect(settled.map(({ status }) => status)).toEqual([
      "fulfilled",
      "fulfilled",
      "fulfilled",
      "rejected",
      "rejected",
    ]);
    await bench.engine.idle();
    expect(bench.engine.counts.backlog).toBe(0);
  });

  it("stops with as much queued as there may be", async () => {
    const bench = new Bench([{ steps: [say("slow:1000")] }], { concurrency: 1 });
    await Promise.all(Array.from({ length: 20_000 }, () => bench.submit()));
    await bench.engine.stop(0);
    expect(texts(bench).length).toBeLessThan(20_000);
  });

  it("is for as many runs as are worked on, also when a branch of one waits", async () => {
    const bench = new Bench(
      [
        { steps: [{ parallel: { a: [{ wait: { for: "4s" } }], b: [say("slow:3600000")] } }] },
        { name: "other", steps: [say("@")] },
      ],
      { concurrency: 1 },
    );
    await bench.submit();
    await bench.submit({}, "other");
    await bench.engine.idle();
    expect(texts(bench)).toEqual(["slow:3600000", "3600"]);
  });
});

describe("a wish for an end", () => {
  it("is met at once by a run that waits for its turn", async () => {
    const bench = new Bench([keyed(1)]);
    await bench.submit({ k: "a", n: 1 });
    const second = await bench.submit({ k: "a", n: 2 });
    await bench.submit({ k: "a", n: 3 });
    await bench.engine.idle();
    expect(await bench.engine.cancel(second)).toBe(true);
    expect((await bench.get(second)).run).toMatchObject({
      status: "cancelled",
      error: { reason: "cancelled", code: "cancelled" },
    });
    expect(await bench.engine.cancel(second)).toBe(false);
    await go(bench, 1);
    expect(texts(bench)).toEqual(["1", "3"]);
  });

  it("is met by a run that waits for a place, and by one that was asked before a crash", async () => {
    const bench = new Bench([{ steps: [say("slow:1000")] }], { concurrency: 1 });
    await bench.submit();
    const ids = [await bench.submit(), await bench.submit()];
    expect(await bench.engine.cancel(ids[0] ?? "")).toBe(true);
    expect((await bench.get(ids[0] ?? "")).run.status).toBe("cancelled");
    // Long enough for the call that is out.
    await bench.engine.stop(60_000);
    await bench.store.cancel(ids[1] ?? "");
    const next = new Bench([{ steps: [say("slow:1000")] }], { store: bench.store });
    await next.engine.recover();
    await next.engine.idle();
    expect(await statuses(next)).toEqual(["succeeded", "cancelled", "cancelled"]);
    expect(next.calls).toEqual([]);
  });
});

describe("a version that can't be compiled", () => {
  it("keeps its runs until a reload mends it, and their turns with them", async () => {
    const first = new Bench([keyed(1)]);
    for (const n of [1, 2]) await first.submit({ k: "a", n });
    await first.engine.idle();
    const second = new Bench([keyed(1)], { store: first.store });
    second.isBroken = true;
    await second.engine.recover();
    await go(second, 1);
    expect(await statuses(second)).toEqual(["running", "queued"]);
    second.isBroken = false;
    second.engine.reloaded();
    await second.engine.idle();
    expect(await statuses(second)).toEqual(["succeeded", "waiting"]);
    expect(texts(second)).toEqual(["2"]);
  });

  it("lets its runs be cancelled", async () => {
    const first = new Bench([keyed(1)]);
    const id = await first.submit({ k: "a", n: 1 });
    await first.engine.idle();
    const second = new Bench([keyed(1)], { store: first.store });
    second.isBroken = true;
    await second.engine.recover();
    await second.engine.cancel(id);
    await second.engine.idle();
    expect(await statuses(second)).toEqual(["cancelled"]);
  });
});
