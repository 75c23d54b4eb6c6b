import { expect, it } from "vitest";
import type { OpenBench } from "./work-queue.ts";

const HOUR = 3_600_000;

/** What another process finds in the journal: the same order, times and wishes. */
export function queueRecoveryContract(open: OpenBench): void {
  it("goes on after a crash with what has begun, and keeps the order of a key", async () => {
    const bench = open();
    await bench.accept("one", "two", "three");
    await bench.begin("one");
    await bench.crash();
    await bench.accept("new");
    expect(bench.handedOut).toEqual(["one"]);
    for (const id of ["one", "two", "three"]) await bench.end(id);
    expect(bench.handedOut).toEqual(["one", "two", "three", "new"]);
  });

  it("keeps the order after a crash also where none had begun, or the first one rests", async () => {
    const bench = open();
    await bench.accept("one", "two");
    await bench.crash();
    expect(bench.handedOut).toEqual(["one"]);
    void bench.rest("one", bench.clock.now() + HOUR);
    await bench.settle();
    await bench.crash();
    expect(bench.handedOut).toEqual([]);
    expect(bench.queue.counts).toEqual({ queued: 1, held: 0, resting: 1, backlog: 0 });
    bench.clock.advance(HOUR);
    await bench.settle();
    await bench.end("one");
    expect(bench.handedOut).toEqual(["one", "two"]);
  });

  it("hands out after a crash what became due, or for what something came, meanwhile", async () => {
    const bench = open();
    for (const id of ["due", "called back", "cancelled", "asleep"])
      void bench.send(id, { concurrencyKey: undefined });
    await bench.settle();
    await bench.awaitCallback("called back");
    void bench.rest("due", bench.clock.now() + 5);
    for (const id of ["called back", "cancelled", "asleep"]) void bench.rest(id);
    await bench.settle();
    // On record, and nobody was told before the process died.
    bench.queue.stop();
    await bench.deliver("called back");
    void bench.buffer.store.cancel("cancelled");
    await bench.settle();
    bench.clock.advance(5);
    await bench.crash();
    expect(bench.handedOut.toSorted()).toEqual(["called back", "cancelled", "due"]);
    expect(bench.claim("cancelled").isCancelled()).toBe(true);
  });

  it("ends at once after a crash what was cancelled before its turn", async () => {
    const bench = open();
    await bench.accept("one", "two", "three");
    void bench.buffer.store.cancel("two");
    await bench.settle();
    await bench.crash();
    expect(await bench.statusOf("two")).toBe("cancelled");
    await bench.end("one");
    expect(bench.handedOut).toEqual(["one", "three"]);
  });

  it("lets as many in after a crash as the flow allows now", async () => {
    const bench = open();
    await bench.accept("one", "two", "three");
    bench.limit = 2;
    await bench.crash();
    expect(bench.handedOut).toEqual(["one", "two"]);
  });
}
