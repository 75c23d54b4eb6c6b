import { expect, it } from "vitest";
import type { OpenBench } from "./work-queue.ts";

const HOUR = 3_600_000;

/** Whose turn it is: the order of a key, its limit, and what becomes of those who find it full. */
export function queueTurnsContract(open: OpenBench): void {
  it("lets runs of a key go in the order of acceptance, from begin to end, rests included", async () => {
    const bench = open();
    await bench.accept("one", "two", "three");
    void bench.rest("one", bench.clock.now() + HOUR);
    await bench.settle();
    void bench.send("other", { concurrencyKey: "another" });
    await bench.settle();
    expect(bench.handedOut).toEqual(["one", "other"]);
    bench.clock.advance(HOUR);
    await bench.settle();
    await bench.end("one");
    await bench.end("two");
    expect(bench.handedOut).toEqual(["one", "other", "one", "two", "three"]);
  });

  it("lets runs without a key go side by side", async () => {
    const bench = open();
    for (const id of ["one", "two", "three"]) void bench.send(id, { concurrencyKey: undefined });
    await bench.settle();
    expect(bench.handedOut).toEqual(["one", "two", "three"]);
  });

  it("lets those who wait go in order when the limit is raised, before whoever is new", async () => {
    const bench = open();
    await bench.accept("one", "two", "three");
    bench.limit = 2;
    void bench.send("new");
    bench.queue.rulesChanged();
    await bench.settle();
    expect(bench.handedOut).toEqual(["one", "two"]);
    await bench.end("one");
    expect(bench.handedOut).toEqual(["one", "two", "three"]);
  });

  it("lets nobody go after the limit is lowered until enough have ended", async () => {
    const bench = open({ limit: 3 });
    await bench.accept("one", "two", "three", "four");
    bench.limit = 1;
    bench.queue.rulesChanged();
    await bench.settle();
    await bench.end("one");
    await bench.end("two");
    expect(bench.handedOut).toEqual(["one", "two", "three"]);
    await bench.end("three");
    expect(bench.handedOut).toEqual(["one", "two", "three", "four"]);
  });

  it("drops what finds its key full, also when it comes at once", async () => {
    const bench = open();
    const sent = ["one", "two", "three"].map((id) => bench.send(id, { whenFull: "drop" }));
    await bench.settle();
    const dropped = (await Promise.all(sent)).map((accepted) => accepted.dropped);
    expect(dropped).toEqual([false, true, true]);
    expect(bench.handedOut).toEqual(["one"]);
    expect(await bench.statusOf("two")).toBe("cancelled");
  });

  it("drops nothing while the only one before it is a repeat", async () => {
    const bench = open();
    const dedupe = { key: "order-1", expiresAt: 1e12 };
    void bench.send("first", { dedupe, concurrencyKey: "another" });
    void bench.send("repeat", { dedupe, whenFull: "drop" });
    const sent = bench.send("two", { whenFull: "drop" });
    await bench.settle();
    expect((await sent).dropped).toBe(false);
    expect(bench.handedOut).toEqual(["first", "two"]);
  });

  it("makes room for the newest: who waits ends at once, who is held is asked to end", async () => {
    const bench = open();
    await bench.accept("held", "waiting");
    const { isCancelled } = bench.claim("held");
    void bench.send("newest", { whenFull: "restart" });
    expect(isCancelled()).toBe(false);
    await bench.settle();
    expect(isCancelled()).toBe(true);
    expect(await bench.statusOf("waiting")).toBe("cancelled");
    await bench.end("held");
    expect(bench.handedOut).toEqual(["held", "newest"]);
  });

  it("says of who makes room for which run it is, also after a crash and another wish for its end", async () => {
    const bench = open();
    await bench.accept("held", "waiting");
    await bench.begin("held");
    void bench.send("newest", { whenFull: "restart" });
    await bench.settle();
    const why = { reason: "cancelled", code: "superseded" };
    const message = "a newer run with its concurrency key ended it: newest";
    expect(await bench.errorOf("waiting")).toMatchObject({ ...why, message });
    expect(bench.claim("held").supersededBy()).toBe("newest");
    await bench.crash();
    expect(bench.claim("held").supersededBy()).toBe("newest");
    void bench.queue.cancel("held");
    await bench.settle();
    expect(bench.claim("held").supersededBy()).toBe("newest");
  });

  it("says nothing of a newer run where somebody asked for the end before it came", async () => {
    const bench = open();
    await bench.accept("held");
    void bench.queue.cancel("held");
    void bench.send("newest", { whenFull: "restart" });
    await bench.settle();
    expect(bench.claim("held").supersededBy()).toBeUndefined();
  });

  it("makes room for nobody who is a repeat, or whom the journal refuses", async () => {
    const bench = open();
    const dedupe = { key: "order-1", expiresAt: 1e12 };
    void bench.send("held", { dedupe });
    await bench.settle();
    void bench.send("repeat", { dedupe, whenFull: "restart" });
    await bench.settle();
    bench.buffer.isFull = true;
    const refused = bench.send("refused", { whenFull: "restart" });
    await expect(refused).rejects.toMatchObject({ code: "journal_write_failed" });
    expect(bench.claim("held").isCancelled()).toBe(false);
  });

  it("refuses what comes from outside while there is too much to do, and nothing else", async () => {
    const bench = open({ backlog: 2 });
    // The second one counts while it is on its way.
    void bench.send("one", { concurrencyKey: undefined });
    void bench.send("two", { concurrencyKey: undefined });
    await expect(bench.send("outside")).rejects.toMatchObject({ code: "backlog_full" });
    void bench.send("called", { source: "call" });
    void bench.send("slot", { source: "schedule", concurrencyKey: undefined });
    await bench.settle();
    expect(bench.handedOut).toEqual(["one", "two", "called", "slot"]);
  });

  it("counts neither those that rest nor those behind them as something to do", async () => {
    const bench = open({ backlog: 3 });
    await bench.accept("resting", "behind", "behind too");
    await expect(bench.send("early")).rejects.toMatchObject({ code: "backlog_full" });
    void bench.rest("resting", bench.clock.now() + HOUR);
    await bench.settle();
    expect(bench.queue.counts).toEqual({ queued: 2, held: 0, resting: 1, backlog: 0 });
    void bench.send("other", { concurrencyKey: "another" });
    await bench.settle();
    expect(bench.handedOut).toEqual(["resting", "other"]);
  });

  it("tells of each run what keeps it, and how many of a flow there are", async () => {
    const bench = open({ places: 1 });
    await bench.accept("one", "two", "three");
    void bench.send("other", { flow: "g", concurrencyKey: undefined });
    void bench.send("another", { flow: "g", concurrencyKey: undefined });
    await bench.settle();
    const standing = (id: string) => bench.queue.standingOf(id);
    expect(await standing("one")).toEqual({ kind: "begun" });
    expect(await standing("two")).toEqual({ kind: "key", holder: "one", ahead: 1 });
    expect(await standing("three")).toEqual({ kind: "key", holder: "one", ahead: 2 });
    expect(await standing("other")).toEqual({ kind: "place", ahead: 0 });
    expect(await standing("another")).toEqual({ kind: "place", ahead: 1 });
    expect(await standing("nobody")).toBeUndefined();
    expect(bench.queue.countsOf(["f"])).toEqual({ queued: 2, held: 1, resting: 0 });
    expect(bench.queue.countsOf(["g", "h"])).toEqual({ queued: 2, held: 0, resting: 0 });
    bench.handBack("one", "until reload");
    await bench.settle();
    expect(await standing("one")).toEqual({ kind: "stuck" });
    expect(bench.queue.countsOf(["f", "g"])).toEqual({ queued: 3, held: 1, resting: 1 });
  });
}
