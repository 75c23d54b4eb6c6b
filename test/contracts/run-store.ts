import { beforeEach, describe, expect, it } from "vitest";
import type { NewRun, RunStore, StepRecord, WebhookPayload } from "#src/engine/ports.js";

let number = 0;

export function newRun(overrides: Partial<NewRun> = {}): NewRun {
  number++;
  return {
    id: `run-${number}`,
    flow: "order-thanks",
    version: "0123456789abcdef",
    definition: { file: "flows/order-thanks.yaml", text: "name: order-thanks" },
    source: "webhook",
    payload: {
      method: "POST",
      path: "/orders",
      headers: {},
      query: {},
      params: {},
      body: { name: `Trần "Bé" \\ O'Neil 🎉\n${number}` },
      received_at: "2026-11-22T00:00:00.000Z",
    },
    createdAt: 1_000 + number,
    concurrencyKey: undefined,
    dedupe: undefined,
    commit: undefined,
    slot: undefined,
    caller: undefined,
    ...overrides,
  };
}

export function step(path: string, overrides: Partial<StepRecord> = {}): StepRecord {
  return {
    path,
    kind: "uses",
    uses: "http.request",
    status: "succeeded",
    started_at: "2026-11-22T00:00:00.000Z",
    ended_at: "2026-11-22T00:00:01.000Z",
    output: { ok: true },
    attempts: [{ started_at: "2026-11-22T00:00:00.000Z", ended_at: "2026-11-22T00:00:01.000Z" }],
    ...overrides,
  };
}

/** What every store has to do; see src/engine/ports.ts. */
export function runStoreContract(name: string, open: () => Promise<RunStore>): void {
  describe(`${name} keeps the run store's promises`, () => {
    let store: RunStore;
    beforeEach(async () => {
      store = await open();
      return () => store.close();
    });

    it("gives back a run as it was accepted", async () => {
      const run = newRun({ concurrencyKey: "customer-1" });
      expect(await store.create(run)).toEqual({ id: run.id, duplicate: false });
      const found = await store.get(run.id);
      expect(found?.run).toMatchObject({
        id: run.id,
        flow: run.flow,
        version: run.version,
        status: "queued",
        payload: run.payload,
        concurrencyKey: "customer-1",
        createdAt: run.createdAt,
      });
      expect(found?.run.finishedAt).toBeUndefined();
      expect(found?.steps).toEqual([]);
    });

    it("knows no run that was never accepted", async () => {
      expect(await store.get("nobody")).toBeUndefined();
    });

    it("makes one run of a hundred with the same dedupe key at once", async () => {
      const runs = Array.from({ length: 100 }, () =>
        newRun({ dedupe: { key: "order-7", expiresAt: 1e12 } }),
      );
      const created = await Promise.all(runs.map((run) => store.create(run)));
      expect(new Set(created.map(({ id }) => id))).toEqual(new Set([runs[0]?.id]));
      expect(created.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
      expect(await store.pending()).toHaveLength(1);
    });

    it("forgets a dedupe key when its time is over, and keeps keys of flows apart", async () => {
      const key = { key: "order-8", expiresAt: 5_000 };
      await store.create(newRun({ createdAt: 4_000, dedupe: key }));
      const other = await store.create(newRun({ flow: "other", createdAt: 4_001, dedupe: key }));
      expect(other.duplicate).toBe(false);
      const repeat = await store.create(newRun({ createdAt: 4_999, dedupe: key }));
      expect(repeat.duplicate).toBe(true);
      const late = newRun({ createdAt: 5_000, dedupe: { key: "order-8", expiresAt: 9_000 } });
      expect(await store.create(late)).toEqual({ id: late.id, duplicate: false });
      const again = await store.create(newRun({ createdAt: 6_000, dedupe: key }));
      expect(again).toEqual({ id: late.id, duplicate: true });
    });

    it("keeps the newest state of each step, in the order in which they began", async () => {
      const run = newRun();
      await store.create(run);
      const open = step("zeta", { status: "running", attempts: [{ started_at: "now" }] });
      await Promise.all([
        store.checkpoint(run.id, open),
        store.checkpoint(run.id, step("zeta")),
        store.checkpoint(run.id, step("alpha")),
      ]);
      const found = await store.get(run.id);
      expect(found?.run.status).toBe("running");
      expect(found?.steps).toEqual([step("zeta"), step("alpha")]);
    });

    it("never changes the end of a run", async () => {
      const run = newRun();
      await store.create(run);
      const error = { reason: "not_found", code: "http_404", message: "no", step: "a" } as const;
      await store.finish(run.id, { status: "failed", error, finishedAt: 2_000 });
      await store.finish(run.id, { status: "succeeded", finishedAt: 3_000 });
      expect((await store.get(run.id))?.run).toMatchObject({
        status: "failed",
        error,
        finishedAt: 2_000,
      });
    });

    it("lists what has not ended in the order of acceptance, and loads it with its steps", async () => {
      const runs = [newRun(), newRun(), newRun()] as const;
      for (const run of runs) await store.create(run);
      await store.checkpoint(runs[2].id, step("one"));
      await store.finish(runs[1].id, { status: "succeeded", finishedAt: 9_000 });
      const pending = await store.pending();
      expect(pending.map(({ id }) => id)).toEqual([runs[0].id, runs[2].id]);
      const loaded = await store.load(runs.map(({ id }) => id));
      expect(loaded.map(({ run }) => run.id)).toEqual([runs[0].id, runs[2].id]);
      expect(loaded[1]?.steps).toEqual([step("one")]);
      expect(await store.definition(runs[2].version)).toEqual(runs[2].definition);
    });

    it("lists runs newest first, by flow, by status and page by page", async () => {
      const runs = Array.from({ length: 5 }, (_, index) =>
        newRun({ flow: index === 4 ? "other" : "order-thanks" }),
      );
      for (const run of runs) await store.create(run);
      const [first, second, third, fourth, fifth] = runs.map(({ id }) => id);
      await store.finish(second as string, { status: "succeeded", finishedAt: 9_000 });
      await store.checkpoint(third as string, step("one"));
      const ids = async (query: Parameters<RunStore["list"]>[0]) =>
        (await store.list(query)).map(({ id }) => id);
      expect(await ids({ limit: 2 })).toEqual([fifth, fourth]);
      expect(await ids({ limit: 2, before: fourth as string })).toEqual([third, second]);
      expect(await ids({ limit: 9, flow: "other" })).toEqual([fifth]);
      expect(await ids({ limit: 9, status: "queued" })).toEqual([fifth, fourth, first]);
      expect(await ids({ limit: 9, status: "running" })).toEqual([third]);
      expect(await ids({ limit: 9, status: "succeeded" })).toEqual([second]);
    });

    it("keeps the commit that the flows were at", async () => {
      const run = newRun({ commit: "c0ffee" });
      await store.create(run);
      const without = newRun();
      await store.create(without);
      expect((await store.get(run.id))?.run.commit).toBe("c0ffee");
      expect((await store.list({ limit: 1, before: without.id }))[0]?.commit).toBe("c0ffee");
      expect((await store.get(without.id))?.run.commit).toBeUndefined();
    });

    it("makes one run of a hundred for the same slot at once, and none for an earlier one", async () => {
      const slot = { flow: "order-thanks", schedule: "0 * * * * UTC", at: 7_000 };
      const runs = Array.from({ length: 100 }, () => newRun({ source: "schedule", slot }));
      const created = await Promise.all(runs.map((run) => store.create(run)));
      expect(new Set(created.map(({ id }) => id))).toEqual(new Set([runs[0]?.id]));
      expect(created.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
      const earlier = await store.create(newRun({ slot: { ...slot, at: 6_999 } }));
      expect(earlier).toEqual({ id: runs[0]?.id, duplicate: true });
      const later = newRun({ slot: { ...slot, at: 7_001 } });
      expect(await store.create(later)).toEqual({ id: later.id, duplicate: false });
      expect((await store.pending()).map(({ id }) => id)).toEqual([runs[0]?.id, later.id]);
    });

    it("knows the last slot of each schedule, whether it had a run or was passed", async () => {
      expect(await store.slots()).toEqual([]);
      const hourly = { flow: "a", schedule: "0 * * * * UTC" };
      const daily = { flow: "a", schedule: "0 9 * * * UTC" };
      await store.passSlot({ ...hourly, at: 1_000 });
      await store.create(newRun({ slot: { ...hourly, at: 2_000 } }));
      await store.passSlot({ ...hourly, at: 1_500 });
      await store.passSlot({ ...daily, at: 3_000 });
      await store.passSlot({ ...daily, flow: "b", at: 4_000 });
      expect((await store.slots()).toSorted((one, two) => one.at - two.at)).toEqual([
        { ...hourly, at: 2_000 },
        { ...daily, at: 3_000 },
        { ...daily, flow: "b", at: 4_000 },
      ]);
    });

    it("makes no run for a slot that was passed", async () => {
      const slot = { flow: "a", schedule: "0 * * * * UTC", at: 5_000 };
      await store.passSlot(slot);
      expect(await store.create(newRun({ slot }))).toMatchObject({ duplicate: true });
      expect(await store.pending()).toEqual([]);
    });

    restContract(() => store);
    callbackContract(() => store);
  });
}

function restContract(open: () => RunStore): void {
  /** A run that rests until a time. */
  const resting = async (wakeAt: number | undefined, overrides: Partial<NewRun> = {}) => {
    const run = newRun(overrides);
    await open().create(run);
    expect(await open().park(run.id, { wakeAt, arrivals: 0 })).toBe(true);
    return run.id;
  };

  it("wakes runs in the order of their times, and tells the next time", async () => {
    const store = open();
    const late = await resting(3_000);
    const early = await resting(1_000);
    const endless = await resting(undefined);
    const second = await resting(1_000);
    expect((await store.get(late))?.run).toMatchObject({ status: "waiting", wakeAt: 3_000 });
    expect(await store.takeDue(999, 9)).toEqual({ ids: [], next: 1_000 });
    expect(await store.takeDue(1_000, 1)).toEqual({ ids: [early], next: 1_000 });
    expect(await store.takeDue(2_000, 9)).toEqual({ ids: [second], next: 3_000 });
    expect(await store.takeDue(9_000, 9)).toEqual({ ids: [late], next: undefined });
    expect(await store.pending()).toMatchObject([
      { id: late, waiting: false },
      { id: early, waiting: false },
      { id: endless, waiting: true },
      { id: second, waiting: false },
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
    expect((await store.takeDue(0, 9)).ids).toEqual([parent]);
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
    expect(await store.park(parent.id, { wakeAt: undefined, arrivals: 0 })).toBe(false);
    expect(await store.park(parent.id, { wakeAt: undefined, arrivals: 1 })).toBe(true);
  });

  it("wakes a resting run that is cancelled, and lays none to rest that was", async () => {
    const store = open();
    const sleeping = await resting(undefined);
    expect(await store.cancel(sleeping)).toBe(true);
    expect((await store.takeDue(0, 9)).ids).toEqual([sleeping]);
    expect((await store.load([sleeping]))[0]?.cancelled).toBe(true);
    expect(await store.park(sleeping, { wakeAt: 9, arrivals: 0 })).toBe(false);
    await store.finish(sleeping, { status: "cancelled", finishedAt: 1 });
    expect(await store.cancel(sleeping)).toBe(false);
    expect(await store.load([sleeping])).toEqual([]);
  });
}

function callbackContract(open: () => RunStore): void {
  const route = { path: "/approvals/:key", methods: ["POST"] };
  const payload = newRun().payload as WebhookPayload;

  it("brings a callback to the step that waits for it, once", async () => {
    const store = open();
    const run = newRun();
    await store.create(run);
    const listening = { route, key: "k", runId: run.id, step: "approval" };
    expect(await store.deliver(route.path, "k", payload)).toBeUndefined();
    expect(await store.listen(listening)).toBe(true);
    expect(await store.listen(listening)).toBe(true);
    expect(await store.listen({ ...listening, step: "other" })).toBe(false);
    expect(await store.callbackRoutes()).toEqual([route]);
    await store.park(run.id, { wakeAt: undefined, arrivals: 0 });
    expect(await store.deliver(route.path, "j", payload)).toBeUndefined();
    expect(await store.deliver(route.path, "k", payload)).toEqual({ id: run.id, duplicate: false });
    expect(await store.deliver(route.path, "k", payload)).toEqual({ id: run.id, duplicate: true });
    expect((await store.takeDue(0, 9)).ids).toEqual([run.id]);
    const [loaded] = await store.load([run.id]);
    expect(loaded?.arrivals.get("approval")).toEqual({ kind: "callback", payload });
  });

  it("brings none after the step or its run has ended, and lets others listen then", async () => {
    const store = open();
    const run = newRun();
    await store.create(run);
    await store.listen({ route, key: "k", runId: run.id, step: "approval" });
    await store.unlisten(run.id, "approval");
    expect(await store.deliver(route.path, "k", payload)).toBeUndefined();
    await store.listen({ route, key: "k", runId: run.id, step: "approval" });
    await store.finish(run.id, { status: "succeeded", finishedAt: 1 });
    expect(await store.deliver(route.path, "k", payload)).toBeUndefined();
    expect(await store.callbackRoutes()).toEqual([]);
    const next = newRun();
    await store.create(next);
    expect(await store.listen({ route, key: "k", runId: next.id, step: "approval" })).toBe(true);
    expect(await store.deliver(route.path, "k", payload)).toMatchObject({ id: next.id });
  });

  it("keeps messages until they are taken, once, or their time is over", async () => {
    const store = open();
    const later = Date.now() + 60_000;
    await store.putMessages("a", [{ text: "Xin chào 🎉" }], later);
    await store.putMessages("b", [{ text: "x" }], later);
    expect(await store.takeMessages("a", later - 1)).toEqual([{ text: "Xin chào 🎉" }]);
    expect(await store.takeMessages("a", later - 1)).toBeUndefined();
    expect(await store.takeMessages("b", later)).toBeUndefined();
    expect(await store.takeMessages("c", 0)).toBeUndefined();
  });
}
