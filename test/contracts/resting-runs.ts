import { expect, it } from "vitest";
import { type Expected, MOST_EARLY, type RunStore } from "#src/journal/ports.js";
import type { NewRun, WebhookPayload } from "#src/journal/records.js";
import { newRun, step } from "./stored-run.ts";

/** What every store does about runs that wait. */
export function restContract(open: () => RunStore): void {
  /** A run that rests until a time. */
  const resting = async (wakeAt: number | undefined, overrides: Partial<NewRun> = {}) => {
    const run = newRun(overrides);
    await open().create(run);
    expect(await open().park(run.id, { wakeAt, arrivals: 0, at: 5 })).toBe(true);
    return run.id;
  };

  const pendingOf = async (id: string) =>
    (await open().pending()).find((pending) => pending.id === id);

  it("tells until when runs rest, and notes that they go on", async () => {
    const store = open();
    const timed = await resting(3_000);
    const endless = await resting(undefined);
    const woken = await resting(1_000);
    expect((await store.get(timed))?.run).toMatchObject({ status: "waiting", wakeAt: 3_000 });
    await store.wake([woken, "unknown"]);
    expect(await store.pending()).toMatchObject([
      { id: timed, waiting: true, wakeAt: 3_000 },
      { id: endless, waiting: true, wakeAt: undefined },
      { id: woken, waiting: false, wakeAt: undefined },
    ]);
    expect((await store.get(woken))?.run.status).toBe("queued");
  });

  it("tells of each unfinished run what its place in the order depends on", async () => {
    const store = open();
    const caller = { runId: "other", path: "told" };
    const replayed = newRun();
    await store.create(replayed);
    const fresh = newRun({
      concurrencyKey: "k",
      caller,
      replay: { of: replayed.id, records: [step("a")], once: false },
    });
    const begun = newRun();
    const cancelled = newRun();
    for (const run of [fresh, begun, cancelled]) await store.create(run);
    await store.checkpoint(begun.id, step("a"));
    await store.cancel(cancelled.id);
    const { id, flow, createdAt } = fresh;
    const plain = { waiting: false, begun: false, cancelled: false };
    expect(await store.pending()).toMatchObject([
      { id: replayed.id, ...plain },
      { id, flow, createdAt, concurrencyKey: "k", caller, ...plain },
      { id: begun.id, ...plain, begun: true },
      { id: cancelled.id, ...plain, cancelled: true },
    ]);
  });

  it("gives the end of a called run to its caller, once, and wakes it", async () => {
    const store = open();
    const parent = await resting(undefined);
    const caller = { runId: parent, path: "told" };
    const child = newRun({ source: "call", caller, payload: { inputs: { text: "a" } } });
    expect(await store.create(child)).toEqual({ id: child.id, duplicate: false });
    expect(await store.create(newRun({ caller }))).toEqual({ id: child.id, duplicate: true });
    const result = { status: "succeeded", output: { n: 1 }, finishedAt: 5_000 } as const;
    await store.finish(child.id, result, caller);
    await store.finish(child.id, { ...result, output: { n: 2 } }, caller);
    expect(await pendingOf(parent)).toMatchObject({ waiting: true, wakeAt: 0 });
    expect(await store.arrival(parent, "other")).toBeUndefined();
    expect(await store.arrival(parent, "told")).toMatchObject({ result: { output: { n: 1 } } });
    const [loaded] = await store.load([parent]);
    expect(loaded?.arrivals.get("told")).toEqual({
      kind: "run",
      result: { status: "succeeded", output: { n: 1 } },
    });
    expect((await store.get(child.id))?.run).toMatchObject({ output: { n: 1 }, caller });
  });

  it("does not lay a run to rest for which something has arrived meanwhile", async () => {
    const store = open();
    const parent = newRun();
    await store.create(parent);
    const caller = { runId: parent.id, path: "told" };
    const child = newRun({ caller });
    await store.create(child);
    await store.finish(child.id, { status: "cancelled", finishedAt: 1 }, caller);
    expect(await store.park(parent.id, { wakeAt: undefined, arrivals: 0, at: 5 })).toBe(false);
    expect(await store.park(parent.id, { wakeAt: undefined, arrivals: 1, at: 5 })).toBe(true);
  });

  it("wakes a resting run that is cancelled, and lays none to rest that was", async () => {
    const store = open();
    const sleeping = await resting(undefined);
    expect(await store.cancel(sleeping)).toBe(true);
    expect(await pendingOf(sleeping)).toMatchObject({ wakeAt: 0, cancelled: true });
    expect((await store.load([sleeping]))[0]?.cancelled).toBe(true);
    expect(await store.park(sleeping, { wakeAt: 9, arrivals: 0, at: 5 })).toBe(false);
    await store.finish(sleeping, { status: "cancelled", finishedAt: 1 });
    expect(await store.cancel(sleeping)).toBe(false);
    expect(await store.load([sleeping])).toEqual([]);
  });

  it("keeps for which newer run a run is to end, as it was asked first", async () => {
    const store = open();
    const [older, asked] = [newRun(), newRun()];
    for (const run of [older, asked]) await store.create(run);
    await store.cancel(older.id, "newer");
    await store.cancel(older.id);
    await store.cancel(older.id, "newest");
    await store.cancel(asked.id);
    await store.cancel(asked.id, "newer");
    expect(await pendingOf(older.id)).toMatchObject({ cancelled: true, supersededBy: "newer" });
    const loaded = await store.load([older.id, asked.id]);
    expect(loaded.map(({ supersededBy }) => supersededBy)).toEqual(["newer", undefined]);
  });

  it("asks for the end of called runs with the end of their caller, once", async () => {
    const store = open();
    const [parent, going, over] = [newRun(), newRun(), newRun()];
    for (const run of [parent, going, over]) await store.create(run);
    const rests = await resting(undefined);
    await store.finish(over.id, { status: "succeeded", finishedAt: 1 });
    const end = { status: "failed", finishedAt: 2 } as const;
    await store.finish(parent.id, end, undefined, [going.id, over.id, rests]);
    await store.finish(parent.id, end, undefined, [parent.id]);
    expect(await pendingOf(going.id)).toMatchObject({ cancelled: true });
    expect(await pendingOf(rests)).toMatchObject({ cancelled: true, wakeAt: 0 });
    expect((await store.get(over.id))?.run.status).toBe("succeeded");
  });
}

/** What every store does about callbacks, and messages that are fetched. */
export function callbackContract(open: () => RunStore): void {
  const route = { path: "/approvals/:key", methods: ["POST"] };
  const payload = newRun().payload as WebhookPayload;

  it("brings a callback to the step that waits for it, once", async () => {
    const store = open();
    const run = newRun();
    await store.create(run);
    const awaited = { route, key: "k", runId: run.id, step: "approval" };
    expect(await store.deliver(route.path, "k", payload)).toBeUndefined();
    expect(await store.awaitCallback(awaited)).toBe("waits");
    expect(await store.awaitCallback(awaited)).toBe("waits");
    expect(await store.awaitCallback({ ...awaited, step: "other" })).toBe("taken");
    expect(await store.callbackRoutes()).toEqual([route]);
    await store.park(run.id, { wakeAt: undefined, arrivals: 0, at: 5 });
    expect(await store.deliver(route.path, "j", payload)).toBeUndefined();
    expect(await store.deliver(route.path, "k", payload)).toEqual({ id: run.id, duplicate: false });
    expect(await store.deliver(route.path, "k", payload)).toEqual({ id: run.id, duplicate: true });
    expect((await store.pending())[0]).toMatchObject({ id: run.id, wakeAt: 0 });
    const [loaded] = await store.load([run.id]);
    expect(loaded?.arrivals.get("approval")).toEqual({ kind: "callback", payload });
  });

  it("brings none after the step or its run has ended, and lets others wait there then", async () => {
    const store = open();
    const run = newRun();
    await store.create(run);
    await store.awaitCallback({ route, key: "k", runId: run.id, step: "approval" });
    await store.endCallback(run.id, "approval");
    expect(await store.deliver(route.path, "k", payload)).toBeUndefined();
    await store.awaitCallback({ route, key: "k", runId: run.id, step: "approval" });
    await store.finish(run.id, { status: "succeeded", finishedAt: 1 });
    expect(await store.deliver(route.path, "k", payload)).toBeUndefined();
    expect(await store.callbackRoutes()).toEqual([]);
    const next = newRun();
    await store.create(next);
    expect(await store.awaitCallback({ route, key: "k", runId: next.id, step: "approval" })).toBe(
      "waits",
    );
    expect(await store.deliver(route.path, "k", payload)).toMatchObject({ id: next.id });
  });

  it("closes a step to callbacks, unless one has come", async () => {
    const store = open();
    const [run, next] = [newRun(), newRun()];
    await store.create(run);
    await store.create(next);
    const awaited = { route, key: "k", runId: run.id, step: "approval" };
    await store.awaitCallback(awaited);
    expect(await store.awaitCallback({ ...awaited, runId: next.id })).toBe("taken");
    expect(await store.endCallback(run.id, "approval")).toBeUndefined();
    expect(await store.deliver(route.path, "k", payload)).toBeUndefined();
    await store.awaitCallback(awaited);
    await store.deliver(route.path, "k", payload);
    expect(await store.endCallback(run.id, "approval")).toEqual({ kind: "callback", payload });
    // It is told of as often as it is sent again, until somebody else waits.
    expect(await store.deliver(route.path, "k", payload)).toEqual({ id: run.id, duplicate: true });
    expect(await store.awaitCallback({ ...awaited, runId: next.id })).toBe("waits");
    expect(await store.deliver(route.path, "k", payload)).toEqual({
      id: next.id,
      duplicate: false,
    });
  });

  it("keeps what comes before its step for the runs that may come to it, and gives it once", async () => {
    const store = open();
    const [first, second] = [newRun({ flow: "f" }), newRun({ flow: "f" })];
    await store.create(first);
    await store.create(second);
    const expected = { flows: ["f", "was"] };
    expect(await store.deliver(route.path, "k", payload, expected)).toBe("early");
    expect(await store.deliver(route.path, "k", newRun().payload as never, expected)).toBe("early");
    const later = newRun({ flow: "f" });
    await store.create(later);
    const awaited = { route, key: "k", step: "approval" };
    expect(await store.awaitCallback({ ...awaited, runId: later.id })).toBe("waits");
    await store.endCallback(later.id, "approval");
    expect(await store.awaitCallback({ ...awaited, runId: second.id })).toBe("came");
    expect(await store.arrival(second.id, "approval")).toEqual({ kind: "callback", payload });
    expect(await store.awaitCallback({ ...awaited, runId: first.id })).toBe("waits");
    expect(await store.arrival(first.id, "approval")).toBeUndefined();
    expect(await store.deliver(route.path, "k", payload, expected)).toMatchObject({ id: first.id });
  });

  it("keeps nothing for which no run can come: none of the flow, another id, too late", async () => {
    const store = open();
    const [run, other] = [newRun({ flow: "f" }), newRun({ flow: "g" })];
    await store.create(run);
    await store.create(other);
    const deliver = (key: string, expected: Expected) =>
      store.deliver(route.path, key, payload, expected);
    expect(await deliver("k", { flows: ["h"] })).toBeUndefined();
    expect(await deliver(other.id, { flows: ["f"], runId: other.id })).toBeUndefined();
    expect(await deliver(run.id, { flows: ["f"], runId: run.id })).toBe("early");
    await store.awaitCallback({ route, key: "k", runId: run.id, step: "approval" });
    await store.endCallback(run.id, "approval");
    expect(await deliver("k", { flows: ["f"] })).toBeUndefined();
    const next = newRun({ flow: "f" });
    await store.create(next);
    expect(await deliver("k", { flows: ["f"] })).toBe("early");
  });

  it("forgets what came early with the last run that it can be for, and keeps so many at most", async () => {
    const store = open();
    const run = newRun({ flow: "f" });
    await store.create(run);
    const expected = { flows: ["f"] };
    const keys = Array.from({ length: MOST_EARLY }, (_, n) => `k${n}`);
    await Promise.all(keys.map((key) => store.deliver(route.path, key, payload, expected)));
    expect(await store.deliver(route.path, "more", payload, expected)).toBe("too many");
    expect(await store.deliver(route.path, "k0", payload, expected)).toBe("early");
    expect(await store.deliver("/other/:key", "more", payload, expected)).toBe("early");
    await store.finish(run.id, { status: "succeeded", finishedAt: 1 });
    const next = newRun({ flow: "f" });
    await store.create(next);
    const never = Number.NEGATIVE_INFINITY;
    const before = { succeeded: never, failed: never, cancelled: never };
    await store.prune({ before, now: 1, limit: 100 });
    expect(await store.deliver(route.path, "more", payload, expected)).toBe("early");
    const awaited = { route, key: "k0", runId: next.id, step: "approval" };
    expect(await store.awaitCallback(awaited)).toBe("waits");
  });

  it("keeps messages until they are forgotten, or their time is over", async () => {
    const store = open();
    const later = Date.now() + 60_000;
    await store.putMessages("a", [{ text: "Xin chào 🎉" }], later);
    await store.putMessages("b", [{ text: "x" }], later);
    for (let times = 0; times < 2; times++)
      expect(await store.messages("a", later - 1)).toEqual([{ text: "Xin chào 🎉" }]);
    await store.forgetMessages("a");
    await store.forgetMessages("a");
    expect(await store.messages("a", later - 1)).toBeUndefined();
    expect(await store.messages("b", later)).toBeUndefined();
    expect(await store.messages("c", 0)).toBeUndefined();
  });
}
