import { beforeEach, describe, expect, it } from "vitest";
import type { RunStore } from "#src/journal/ports.js";
import type { RunSearch } from "#src/journal/run-search.js";
import { awkwardTextContract } from "./awkward-texts.ts";
import { replayContract } from "./replays.ts";
import { callbackContract, restContract } from "./resting-runs.ts";
import { searchContract } from "./run-search.ts";
import { tallyContract } from "./run-tally.ts";
import { newRun, step } from "./stored-run.ts";
import { textSearchContract } from "./text-search.ts";

/** A run of a flow that was `old`, with the key order-9. */
const renamed = (createdAt: number) =>
  newRun({
    flow: "new",
    createdAt,
    dedupe: { key: "order-9", expiresAt: 9_000, was: ["older", "old"] },
  });

/** What every store has to do; see src/journal/ports.ts. */
export function runStoreContract(name: string, open: () => Promise<RunStore & RunSearch>): void {
  describe(`${name} keeps the run store's promises`, () => {
    let store: RunStore & RunSearch;
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

    it("knows the dedupe keys that a flow had under a name of before, until their time is over", async () => {
      const key = { key: "order-9", expiresAt: 5_000 };
      const first = newRun({ flow: "old", createdAt: 4_000, dedupe: key });
      await store.create(first);
      expect(await store.create(renamed(4_999))).toEqual({ id: first.id, duplicate: true });
      const late = renamed(5_000);
      expect(await store.create(late)).toEqual({ id: late.id, duplicate: false });
      expect(await store.create(renamed(5_001))).toEqual({ id: late.id, duplicate: true });
      const named = await store.list({ limit: 9, flow: "new", was: ["old"] });
      expect(named.map(({ id }) => id)).toEqual([late.id, first.id]);
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
      const open = step("zeta", { status: "running", attempts: [{ startedAt: 1 }] });
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

    it("knows nothing of a schedule that is over until it begins again, and gives no slot twice", async () => {
      const hourly = { flow: "a", schedule: "0 * * * * UTC" };
      const daily = { flow: "a", schedule: "0 9 * * * UTC" };
      await store.endSchedule(daily);
      await store.passSlot({ ...hourly, at: 1_000 });
      await store.passSlot({ ...daily, at: 1_000 });
      await store.endSchedule(hourly);
      expect(await store.slots()).toEqual([{ ...daily, at: 1_000 }]);
      const early = await store.create(newRun({ slot: { ...hourly, at: 1_000 } }));
      expect(early.duplicate).toBe(true);
      await store.passSlot({ ...hourly, at: 900 });
      expect(await store.slots()).toContainEqual({ ...hourly, at: 1_000 });
      await store.endSchedule(hourly);
      await store.create(newRun({ slot: { ...hourly, at: 2_000 } }));
      expect(await store.slots()).toContainEqual({ ...hourly, at: 2_000 });
    });

    it("makes no run for a slot that was passed", async () => {
      const slot = { flow: "a", schedule: "0 * * * * UTC", at: 5_000 };
      await store.passSlot(slot);
      expect(await store.create(newRun({ slot }))).toMatchObject({ duplicate: true });
      expect(await store.pending()).toEqual([]);
    });

    it("forgets versions that no run has any more, and none of a run that comes at that moment", async () => {
      const prune = () =>
        store.prune({ before: { succeeded: 10, failed: 10, cancelled: 10 }, now: 1, limit: 100 });
      const [kept, gone] = [newRun({ version: "kept" }), newRun({ version: "gone" })];
      for (const run of [kept, gone]) await store.create(run);
      await store.finish(gone.id, { status: "succeeded", finishedAt: 1 });
      await prune();
      expect(await store.definition("gone")).toBeUndefined();
      expect(await store.definition("kept")).toEqual(kept.definition);
      for (let round = 0; round < 20; round++) {
        const [run, next] = [newRun({ version: "busy" }), newRun({ version: "busy" })];
        await Promise.all([
          store.create(run),
          prune(),
          store.finish(run.id, { status: "succeeded", finishedAt: 1 }),
          prune(),
          store.create(next),
          prune(),
        ]);
        expect((await store.get(run.id))?.run).toBeUndefined();
        expect(await store.definition("busy")).toEqual(next.definition);
        await store.finish(next.id, { status: "succeeded", finishedAt: 1 });
      }
      await prune();
      expect(await store.definition("busy")).toBeUndefined();
    });

    it("removes runs that ended long ago, a few at a time, and no others", async () => {
      const ended = async (status: "succeeded" | "failed" | "cancelled", finishedAt: number) => {
        const run = newRun();
        await store.create(run);
        await store.checkpoint(run.id, step("one"));
        await store.finish(run.id, { status, finishedAt });
        return run.id;
      };
      const old = [await ended("succeeded", 100), await ended("succeeded", 200)];
      const kept = [await ended("succeeded", 900), await ended("failed", 100)];
      const open = newRun();
      await store.create(open);
      const called = newRun({ caller: { runId: open.id, path: "call" } });
      await store.create(called);
      await store.finish(called.id, { status: "succeeded", finishedAt: 100 }, called.caller);
      const forever = Number.NEGATIVE_INFINITY;
      const before = { succeeded: 500, failed: forever, cancelled: forever };
      const first = await store.prune({ before, now: 1_000, limit: 1 });
      expect(first.more).toBe(true);
      for (let count = 0; count < 5; count++) await store.prune({ before, now: 1_000, limit: 2 });
      expect(await store.prune({ before, now: 1_000, limit: 9 })).toEqual({ runs: 0, more: false });
      for (const id of old) expect(await store.get(id)).toBeUndefined();
      for (const id of [...kept, open.id, called.id])
        expect((await store.get(id))?.run.id).toBe(id);
      expect(await store.list({ limit: 9 })).toHaveLength(4);
    });

    restContract(() => store);
    callbackContract(() => store);
    replayContract(() => store);
    searchContract(() => store);
    tallyContract(() => store);
    textSearchContract(() => store);
    awkwardTextContract(() => store);
  });
}
