import { expect, it } from "vitest";
import type { WhenFull } from "#src/engine/dispatch/work-queue.js";
import type { OpenBench } from "./work-queue.ts";

const HOUR = 3_600_000;

/** What comes for a run: whatever it does at that moment, it hears of it. */
export function queueWakesContract(open: OpenBench): void {
  it("lets a run rest until its time, and no longer", async () => {
    const bench = open();
    await bench.accept("one");
    void bench.rest("one", bench.clock.now() + HOUR);
    await bench.settle();
    expect(await bench.statusOf("one")).toBe("waiting");
    bench.clock.advance(HOUR - 1);
    await bench.settle();
    expect(bench.handedOut).toEqual(["one"]);
    bench.clock.advance(1);
    await bench.settle();
    expect(bench.handedOut).toEqual(["one", "one"]);
    expect(await bench.statusOf("one")).toBe("queued");
  });

  it("lets a run go on at once whose time has passed while it was laid to rest", async () => {
    const bench = open();
    await bench.accept("one");
    void bench.rest("one", bench.clock.now() + 5);
    bench.clock.advance(10);
    await bench.settle();
    expect(bench.handedOut).toEqual(["one", "one"]);
  });

  it("hands out a resting run for which something comes, once for several", async () => {
    const bench = open();
    await bench.accept("one");
    await bench.awaitCallback("one");
    void bench.rest("one");
    await bench.settle();
    await bench.deliver("one");
    bench.queue.arrived("one");
    await bench.settle();
    expect(bench.handedOut).toEqual(["one", "one"]);
  });

  it("tells the holder of what comes", async () => {
    const bench = open();
    await bench.accept("one");
    await bench.awaitCallback("one");
    let heard = 0;
    bench.claim("one").onNews = () => heard++;
    await bench.deliver("one");
    expect(heard).toBe(1);
  });

  it("lets nobody rest for whom something has come that he did not know of", async () => {
    const bench = open();
    await bench.accept("one");
    await bench.awaitCallback("one");
    await bench.deliver("one");
    void bench.rest("one", undefined, 0);
    await bench.settle();
    expect(bench.handedOut).toEqual(["one", "one"]);
    void bench.rest("one", undefined, 1);
    await bench.settle();
    expect(bench.handedOut).toEqual(["one", "one"]);
  });

  it.each([
    ["before", false],
    ["after", true],
  ])(
    "loses nothing that comes while a run is being laid to rest, on record %s it",
    async (_when, isAfter) => {
      const bench = open();
      await bench.accept("one");
      await bench.awaitCallback("one");
      const delivered = isAfter ? undefined : bench.deliver("one");
      void bench.rest("one");
      await (delivered ?? bench.deliver("one"));
      await bench.settle();
      expect(bench.handedOut).toEqual(["one", "one"]);
    },
  );

  it("ends a run at once that is cancelled before its turn", async () => {
    const bench = open();
    await bench.accept("one", "two", "three");
    const cancelled = bench.queue.cancel("two");
    await bench.settle();
    expect(await cancelled).toBe(true);
    expect(await bench.statusOf("two")).toBe("cancelled");
    await bench.end("one");
    expect(bench.handedOut).toEqual(["one", "three"]);
    const again = bench.queue.cancel("two");
    await bench.settle();
    expect(await again).toBe(false);
  });

  it("tells the holder that the end of its run is asked for, and wakes the run for it that rests", async () => {
    const bench = open();
    await bench.accept("one");
    let heard = 0;
    bench.claim("one").onNews = () => heard++;
    void bench.queue.cancel("one");
    await bench.settle();
    expect([heard, bench.claim("one").isCancelled()]).toEqual([1, true]);

    void bench.send("resting", { concurrencyKey: undefined });
    await bench.settle();
    void bench.rest("resting", bench.clock.now() + HOUR);
    await bench.settle();
    void bench.queue.cancel("resting");
    await bench.settle();
    expect(bench.handedOut).toEqual(["one", "resting", "resting"]);
    expect(bench.claim("resting").isCancelled()).toBe(true);
  });

  it("lets nobody rest whose end was asked for while he is laid to rest", async () => {
    const bench = open();
    await bench.accept("one");
    void bench.rest("one", bench.clock.now() + HOUR);
    void bench.queue.cancel("one");
    await bench.settle();
    expect(bench.handedOut).toEqual(["one", "one"]);
    expect(bench.claim("one").isCancelled()).toBe(true);
  });

  it("lets the caller go on when a run that it called ends, or is dropped", async () => {
    const bench = open();
    const call = (path: string, whenFull: WhenFull) =>
      bench.send(`called ${path}`, {
        concurrencyKey: "c",
        source: "call",
        caller: { runId: "caller", path },
        whenFull,
      });
    await bench.accept("caller");
    void call("a", "queue");
    void bench.rest("caller");
    await bench.settle();
    await bench.end("called a");
    expect(bench.handedOut).toEqual(["caller", "called a", "caller"]);

    void bench.send("other", { concurrencyKey: "c" });
    void bench.rest("caller", undefined, 1);
    await bench.settle();
    void call("b", "drop");
    await bench.settle();
    expect(bench.handedOut.slice(3)).toEqual(["other", "caller"]);
  });

  it("asks for the end of what a run has called when it ends", async () => {
    const bench = open();
    await bench.accept("caller");
    for (const id of ["held", "queued"])
      void bench.send(id, {
        concurrencyKey: "c",
        source: "call",
        caller: { runId: "caller", path: id },
      });
    await bench.settle();
    await bench.end("caller", ["held", "queued"]);
    expect(bench.claim("held").isCancelled()).toBe(true);
    expect(await bench.statusOf("queued")).toBe("cancelled");
  });

  it("is idle when nothing goes on before something comes from outside", async () => {
    const bench = open();
    await bench.accept("one");
    const idle = { isOver: false };
    void bench.queue.idle().then(() => (idle.isOver = true));
    await bench.settle();
    void bench.rest("one", bench.clock.now() + HOUR);
    await bench.settle();
    expect(idle.isOver).toBe(false);
    bench.clock.advance(HOUR);
    await bench.settle();
    void bench.rest("one");
    // A queue may look for more in between.
    while (!idle.isOver) await bench.settle();
  });
}
