import { expect, it } from "vitest";
import type { RunStore } from "#src/journal/ports.js";
import type { RunSearch } from "#src/journal/run-search.js";
import { newRun, step } from "./stored-run.ts";

/** What every store does about runs that do another one again. */
export function replayContract(open: () => RunStore & RunSearch): void {
  it("creates a replay with the records that it takes over, and links the two", async () => {
    const store = open();
    const first = newRun();
    await store.create(first);
    await store.finish(first.id, { status: "cancelled", finishedAt: 5_000 });
    const records = [step("a", { copiedFrom: first.id }), step("b", { copiedFrom: first.id })];
    const again = newRun({
      source: "replay",
      replay: { of: first.id, records, once: false },
    });
    expect(await store.create(again)).toEqual({ id: again.id, duplicate: false });
    const [loaded] = await store.load([again.id]);
    expect(loaded?.steps).toEqual(records);
    expect(loaded?.run).toMatchObject({ replayOf: first.id, source: "replay" });
    // What was taken over does not mean that it has begun.
    expect((await store.get(again.id))?.run.status).toBe("queued");
    await store.checkpoint(again.id, step("c", { status: "running" }));
    expect((await store.get(again.id))?.run.status).toBe("running");
    expect((await store.get(again.id))?.steps.map(({ path }) => path)).toEqual(["a", "b", "c"]);
    expect((await store.get(first.id))?.run).toMatchObject({
      status: "cancelled",
      finishedAt: 5_000,
    });
    expect(await store.links(first.id)).toMatchObject({
      replays: [{ id: again.id, flow: again.flow, status: "running", createdAt: again.createdAt }],
      subRuns: [],
    });
    expect(await store.links(again.id)).toEqual({ replays: [], subRuns: [] });
  });

  it("makes one replay of a hundred that ask for the only one, and any number of the others", async () => {
    const store = open();
    const first = newRun();
    await store.create(first);
    const asked = Array.from({ length: 100 }, () =>
      newRun({ replay: { of: first.id, records: [], once: true } }),
    );
    const created = await Promise.all(asked.map((run) => store.create(run)));
    expect(new Set(created.map(({ id }) => id))).toEqual(new Set([asked[0]?.id]));
    expect(created.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    const more = newRun({ replay: { of: first.id, records: [], once: false } });
    expect(await store.create(more)).toEqual({ id: more.id, duplicate: false });
    const late = newRun({ replay: { of: first.id, records: [], once: true } });
    expect(await store.create(late)).toEqual({ id: more.id, duplicate: true });
    expect(await store.pending()).toHaveLength(3);
  });

  it("knows that a run was done again when its replay is gone already", async () => {
    const store = open();
    const first = newRun();
    await store.create(first);
    await store.finish(first.id, { status: "failed", finishedAt: 5_000 });
    const replay = newRun({ replay: { of: first.id, records: [], once: true } });
    await store.create(replay);
    await store.finish(replay.id, { status: "succeeded", finishedAt: 5_000 });
    const before = { succeeded: 6_000, failed: Number.NEGATIVE_INFINITY, cancelled: 0 };
    expect((await store.prune({ before, now: 6_000, limit: 9 })).runs).toBe(1);
    const late = newRun({ replay: { of: first.id, records: [], once: true } });
    expect(await store.create(late)).toEqual({ id: "", duplicate: true });
  });

  it("links the runs that a run has called", async () => {
    const store = open();
    const parent = newRun();
    await store.create(parent);
    const child = newRun({
      flow: "notify",
      source: "call",
      caller: { runId: parent.id, path: "told" },
      payload: { inputs: {} },
    });
    await store.create(child);
    expect((await store.links(parent.id)).subRuns).toMatchObject([
      { id: child.id, flow: "notify", status: "queued", step: "told" },
    ]);
  });
}
