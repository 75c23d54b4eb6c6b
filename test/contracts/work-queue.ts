import { beforeEach, describe, expect, it } from "vitest";
import type { RunStore } from "#src/journal/ports.js";
import { type BenchOptions, QueueBench } from "./queue-bench.ts";
import type { OpenQueue } from "./queue-model.ts";
import { queueRecoveryContract } from "./queue-recovery.ts";
import { queueTurnsContract } from "./queue-turns.ts";
import { queueWakesContract } from "./queue-wakes.ts";

/** Makes a queue over an empty journal. */
export type OpenBench = (options?: BenchOptions) => QueueBench;

/** What every queue has to do; see src/engine/dispatch/work-queue.ts. */
export function workQueueContract(
  name: string,
  open: OpenQueue,
  openStore: () => Promise<RunStore>,
): void {
  describe(`${name} keeps the work queue's promises`, () => {
    let store: RunStore;
    beforeEach(async () => {
      store = await openStore();
      return () => store.close();
    });
    const openBench: OpenBench = (options) => new QueueBench(open, store, options);
    holdersContract(openBench);
    queueTurnsContract(openBench);
    queueWakesContract(openBench);
    queueRecoveryContract(openBench);
  });
}

function holdersContract(open: OpenBench): void {
  it("hands out a run when it is on record, and not before", async () => {
    const bench = open();
    const accepted = bench.send("one");
    expect(bench.handedOut).toEqual([]);
    await bench.settle();
    expect(await accepted).toEqual({ id: "one", duplicate: false, dropped: false });
    expect(bench.handedOut).toEqual(["one"]);
  });

  it("tells of a repeat, hands it out never, and lets go whoever came after it", async () => {
    const bench = open();
    const dedupe = { key: "order-1", expiresAt: 1e12 };
    await bench.accept("before");
    void bench.send("first", { dedupe, concurrencyKey: undefined });
    const repeat = bench.send("repeat", { dedupe });
    await bench.accept("after");
    await bench.end("before");
    expect(await repeat).toMatchObject({ id: "first", duplicate: true, dropped: false });
    expect(bench.handedOut).toEqual(["before", "first", "after"]);
  });

  it("takes back what the journal refuses, and lets go whoever came after it", async () => {
    const bench = open();
    bench.buffer.isFull = true;
    await expect(bench.send("refused")).rejects.toMatchObject({ code: "journal_write_failed" });
    bench.buffer.isFull = false;
    await bench.accept("next");
    expect(bench.handedOut).toEqual(["next"]);
    expect(bench.queue.counts).toEqual({ queued: 0, held: 1, resting: 0, backlog: 1 });
  });

  it("gives no more to work on than there are places, and first what has begun", async () => {
    const bench = open({ places: 1 });
    void bench.send("begun", { concurrencyKey: undefined });
    void bench.send("next", { concurrencyKey: undefined });
    void bench.send("last", { concurrencyKey: undefined });
    await bench.settle();
    void bench.rest("begun", bench.clock.now() + 10);
    await bench.settle();
    expect(bench.handedOut).toEqual(["begun", "next"]);
    bench.clock.advance(10);
    await bench.settle();
    await bench.end("next");
    expect(bench.handedOut).toEqual(["begun", "next", "begun"]);
  });

  it("does what a holder says once, and nothing for who holds no more", async () => {
    const bench = open();
    await bench.accept("one", "two");
    const claim = bench.claim("one");
    bench.handBack("one", { at: bench.clock.now() });
    await bench.settle();
    expect(bench.claim("one").token).not.toBe(claim.token);

    void bench.queue.rest(claim, undefined, 0);
    void bench.queue.end(claim, { status: "failed", finishedAt: 1 }, ["two"]);
    bench.queue.handBack(claim, "gone");
    await bench.settle();
    expect(await bench.statusOf("one")).toBe("queued");
    expect(bench.queue.counts).toMatchObject({ held: 1, queued: 1 });

    const last = bench.claim("one");
    await bench.end("one");
    await bench.queue.end(last, { status: "failed", finishedAt: 1 }, []);
    expect(await bench.statusOf("one")).toBe("succeeded");
    expect(bench.handedOut).toEqual(["one", "one", "two"]);
  });

  it("takes back a run that has ended already, and frees its turn", async () => {
    const bench = open();
    await bench.accept("one", "two");
    void bench.buffer.store.finish("one", { status: "failed", finishedAt: 1 });
    await bench.settle();
    bench.handBack("one", "gone");
    await bench.settle();
    expect(bench.handedOut).toEqual(["one", "two"]);
  });

  it("keeps a run that nothing but other files can help until these are there", async () => {
    const bench = open();
    await bench.accept("one", "two");
    bench.handBack("one", "until reload");
    bench.clock.advance(1e9);
    await bench.settle();
    expect(bench.handedOut).toEqual(["one"]);
    bench.queue.rulesChanged();
    await bench.settle();
    expect(bench.handedOut).toEqual(["one", "one"]);
  });

  it("keeps no timer after a stop, also for a run that is being laid to rest then", async () => {
    const bench = open();
    await bench.accept("one", "other");
    const rested = bench.rest("one", bench.clock.now() + 3_600_000);
    bench.queue.stop();
    await bench.settle();
    await rested;
    expect(bench.clock.sleeping).toBe(0);
  });

  it("hands out nothing after a stop", async () => {
    const bench = open();
    await bench.accept("one", "two");
    bench.queue.stop();
    await bench.end("one");
    expect(bench.handedOut).toEqual(["one"]);
    await bench.queue.idle();
  });
}
