import { expect, it } from "vitest";
import type { RunStore } from "#src/journal/ports.js";
import type { NewRun, RunError } from "#src/journal/records.js";
import type { RunSearch } from "#src/journal/run-search.js";
import { newRun, step } from "./stored-run.ts";

const error = (reason: RunError["reason"], message = "no"): RunError => ({
  reason,
  code: reason,
  message,
  step: "a",
});

/** A step that ended at a time. */
const done = (path: string, time: number) =>
  step(path, { startedAt: time - 10, endedAt: time, attempts: [] });

/** What every store does when runs are looked for. */
export function searchContract(open: () => RunStore & RunSearch): void {
  /** A failed run, accepted at a time. */
  const failed = async (
    createdAt: number,
    overrides: Partial<NewRun> = {},
    why = error("forbidden"),
  ) => {
    const run = newRun({ createdAt, ...overrides });
    await open().create(run);
    await open().finish(run.id, { status: "failed", error: why, finishedAt: createdAt + 1 });
    return run.id;
  };

  it("lists runs of a time, from its first millisecond on and without its last", async () => {
    const store = open();
    const runs = [1_000, 2_000, 3_000, 4_000].map((createdAt) => newRun({ createdAt }));
    for (const run of runs) await store.create(run);
    const listed = await store.list({ limit: 9, since: 2_000, until: 4_000 });
    expect(listed.map(({ createdAt }) => createdAt)).toEqual([3_000, 2_000]);
    const flow = await store.list({ limit: 9, since: 2_000, flow: "other" });
    expect(flow).toEqual([]);
    const page = await store.list({ limit: 9, until: 4_000, before: runs[2]?.id as string });
    expect(page.map(({ createdAt }) => createdAt)).toEqual([2_000, 1_000]);
  });

  it("lists page by page, also runs of one millisecond", async () => {
    const store = open();
    const ids = Array.from({ length: 5 }, () => newRun({ createdAt: 7_000 }));
    for (const run of ids) await store.create(run);
    const seen: string[] = [];
    for (let before: string | undefined; seen.length < 5; before = seen.at(-1)) {
      const page = await store.list({ limit: 2, ...(before === undefined ? {} : { before }) });
      expect(page.length).toBeGreaterThan(0);
      seen.push(...page.map(({ id }) => id));
    }
    expect(seen).toEqual(ids.map(({ id }) => id).toReversed());
  });

  it("finds runs by the beginning of their id", async () => {
    const store = open();
    for (const id of ["0190-a1", "0190-a2", "0190-b1", "0191-a1"])
      await store.create(newRun({ id }));
    const ids = async (prefix: string, limit = 9) =>
      (await store.byPrefix({ prefix, limit })).map(({ id }) => id);
    expect(await ids("0190-a")).toEqual(["0190-a2", "0190-a1"]);
    expect(await ids("0190-a1")).toEqual(["0190-a1"]);
    expect(await ids("01", 2)).toEqual(["0191-a1", "0190-b1"]);
    expect(await ids("0192")).toEqual([]);
    expect(await store.byPrefix({ prefix: "0190", flow: "other", limit: 9 })).toEqual([]);
  });

  /** A run that ended well although a step of it failed. */
  const missed = async (createdAt: number, overrides: Partial<NewRun> = {}) => {
    const run = newRun({ createdAt, ...overrides });
    await open().create(run);
    await open().finish(run.id, {
      status: "succeeded",
      failed: { count: 2, first: error("outside_window") },
      stopReason: "enough",
      finishedAt: createdAt + 1,
    });
    return run.id;
  };

  it("knows which runs ended well with failed steps, and why", async () => {
    const store = open();
    const [first, second] = [await missed(1_000), await missed(2_000, { flow: "other" })];
    await failed(3_000);
    const fine = newRun({ createdAt: 4_000, caller: { runId: first, path: "a" } });
    await store.create(fine);
    await store.finish(fine.id, { status: "succeeded", finishedAt: 4_001 });
    const replay = newRun({ createdAt: 5_000, replay: { of: first, records: [], once: false } });
    await store.create(replay);
    const ids = async (more: object = {}) =>
      (await store.list({ withFailures: true, limit: 9, ...more })).map(({ id }) => id);
    expect(await ids()).toEqual([second, first]);
    expect(await ids({ flow: "other" })).toEqual([second]);
    expect(await ids({ before: second, status: "succeeded" })).toEqual([first]);
    expect(await ids({ status: "cancelled" })).toEqual([]);
    expect((await store.get(first))?.run).toMatchObject({
      failed: { count: 2, first: error("outside_window") },
      stopReason: "enough",
    });
    expect((await store.get(fine.id))?.run).toMatchObject({
      failed: undefined,
      stopReason: undefined,
    });
    const [link] = (await store.links(first)).subRuns;
    expect(link).toMatchObject({ id: fine.id, failedSteps: 0 });
    const { runs, last } = await store.failed({ ended: "otherwise", since: 1_000 });
    expect(last).toBeUndefined();
    expect(runs).toMatchObject([
      { id: first, status: "succeeded", isReplayed: true, cause: { reason: "outside_window" } },
      { id: second, flow: "other", isReplayed: false },
    ]);
  });

  it("knows to which runs something happened since a time", async () => {
    const store = open();
    const made = async (createdAt: number, overrides: Partial<NewRun> = {}) => {
      const run = newRun({ createdAt, ...overrides });
      await store.create(run);
      return run.id;
    };
    const ended = async (createdAt: number, finishedAt: number) => {
      const id = await made(createdAt);
      await store.finish(id, { status: "succeeded", finishedAt });
      return id;
    };
    await ended(1_000, 4_999);
    const late = await ended(1_100, 5_000);
    const resting = await made(1_200);
    await store.park(resting, { wakeAt: 90_000, arrivals: 0, at: 5_000 });
    const asleep = await made(1_300);
    await store.checkpoint(asleep, done("a", 4_000));
    await store.park(asleep, { wakeAt: 90_000, arrivals: 0, at: 4_000 });
    const working = await made(1_400);
    await store.checkpoint(working, done("a", 4_000));
    await store.checkpoint(working, done("b", 5_000));
    const trying = await made(1_500);
    const { endedAt: _endedAt, ...begun } = done("a", 2_000);
    const attempts = [{ startedAt: 5_001 }];
    await store.checkpoint(trying, { ...begun, status: "running", attempts });
    await made(1_600);
    const copied = { ...done("a", 9_000), copiedFrom: late };
    await made(1_700, { replay: { of: late, records: [copied], once: false } });
    const fresh = await made(5_000, { flow: "other" });
    const ids = async (more: object = {}) =>
      (await store.list({ activeSince: 5_000, limit: 99, ...more })).map(({ id }) => id);
    const all = [fresh, trying, working, resting, late];
    expect(await ids()).toEqual(all);
    expect(await ids({ limit: 2 })).toEqual(all.slice(0, 2));
    expect(await ids({ limit: 2, before: all[1] })).toEqual(all.slice(2, 4));
    expect(await ids({ limit: 1 })).toEqual([fresh]);
    expect(await ids({ flow: "order-thanks", status: "waiting" })).toEqual([resting]);
    expect(await ids({ since: 1_200, until: 1_500 })).toEqual([working, resting]);
    expect(await ids({ since: 6_000 })).toEqual([]);
    expect(await ids({ activeSince: 9_500 })).toEqual([]);
    const found = await store.byPrefix({ prefix: "run-", activeSince: 5_000, limit: 99 });
    expect(found.map(({ id }) => id)).toEqual(all);
  });

  it("tells failed runs with their cause, oldest first, of some flows and of a time", async () => {
    const store = open();
    await failed(1_000);
    const message = 'no user "Trần Bé" with 0908071111';
    const why = { ...error("forbidden", message), step: "lines/3/send", code: "http_403" };
    const first = await failed(2_000, {}, why);
    const other = await failed(2_500, { flow: "other" });
    const last = await failed(3_000);
    await store.create(newRun({ createdAt: 3_500 }));
    await store.create(newRun({ replay: { of: first, records: [], once: false } }));
    const query = { ended: "failed", since: 2_000 } as const;
    const ids = async (more: object = {}) =>
      (await store.failed({ ...query, ...more })).runs.map(({ id }) => id);
    expect(await ids()).toEqual([first, other, last]);
    expect(await ids({ until: 3_000 })).toEqual([first, other]);
    expect(await ids({ after: first })).toEqual([other, last]);
    expect(await ids({ flows: ["other", "third"] })).toEqual([other]);
    expect(await ids({ ended: "otherwise" })).toEqual([]);
    const [told] = (await store.failed(query)).runs;
    expect(told).toEqual({
      id: first,
      flow: "order-thanks",
      status: "failed",
      createdAt: 2_000,
      isReplayed: true,
      cause: {
        reason: "forbidden",
        code: "http_403",
        step: "lines/*/send",
        shape: "no user … with …",
      },
    });
  });

  it("gives failed runs that were not done again, the oldest first and page by page", async () => {
    const store = open();
    const ids: string[] = [];
    for (const at of [1_000, 2_000, 2_000, 3_000, 4_000]) ids.push(await failed(at));
    await failed(2_500, { flow: "other" });
    await store.create(newRun({ createdAt: 2_600 }));
    const query = { flow: "order-thanks", since: 1_000, until: 4_000, limit: 2 };
    expect(await store.unreplayed(query)).toEqual({ ids: [ids[0], ids[1]], count: 4 });
    const next = await store.unreplayed({ ...query, after: ids[1] as string });
    expect(next).toEqual({ ids: [ids[2], ids[3]], count: 4 });
    await store.create(newRun({ replay: { of: ids[0] as string, records: [], once: true } }));
    expect(await store.unreplayed(query)).toEqual({ ids: [ids[1], ids[2]], count: 3 });
  });
}
