import { expect, it } from "vitest";
import type { RunStore } from "#src/journal/ports.js";
import type { RunSearch } from "#src/journal/run-search.js";
import { MINUTE_MS, type MinuteTally } from "#src/journal/run-tally.js";
import { newRun } from "./stored-run.ts";

/** A time in a minute. */
const at = (minute: number, ms = 0) => minute * MINUTE_MS + ms;

const byPlace = (one: MinuteTally, other: MinuteTally) =>
  one.at - other.at || (one.flow < other.flow ? -1 : 1);

/** What every store does when runs are counted. */
export function tallyContract(open: () => RunStore & RunSearch): void {
  const made = async (flow: string, createdAt: number) => {
    const run = newRun({ flow, createdAt });
    await open().create(run);
    return run.id;
  };

  it("counts by minute what was accepted and what ended, and says how far it came", async () => {
    const store = open();
    const one = await made("one", at(2));
    const late = await made("one", at(2, MINUTE_MS - 1));
    const other = await made("other", at(3));
    await made("one", at(5));
    const error = { reason: "forbidden", code: "no", message: "no" } as const;
    await store.finish(one, { status: "succeeded", finishedAt: at(2, 5) });
    await store.finish(late, { status: "failed", error, finishedAt: at(3) });
    await store.finish(other, { status: "cancelled", finishedAt: at(4) });
    const minutes: MinuteTally[] = [];
    for (let since = at(2); since < at(5); ) {
      const told = await store.tally({ since, until: at(5) });
      minutes.push(...told.minutes);
      expect(told.until).toBeGreaterThan(since);
      expect(told.until).toBeLessThanOrEqual(at(5));
      since = told.until;
    }
    const nothing = { accepted: 0, succeeded: 0, failed: 0, cancelled: 0 };
    expect(minutes.toSorted(byPlace)).toEqual([
      { ...nothing, at: at(2), flow: "one", accepted: 2, succeeded: 1 },
      { ...nothing, at: at(3), flow: "one", failed: 1 },
      { ...nothing, at: at(3), flow: "other", accepted: 1 },
      { ...nothing, at: at(4), flow: "other", cancelled: 1 },
    ]);
  });

  it("knows the oldest run that waits, also for its turn, and not one that is worked on", async () => {
    const store = open();
    expect(await store.oldestWaiting()).toBeUndefined();
    const queued = await made("one", 3_000);
    const waiting = await made("two", 2_000);
    await made("three", 4_000);
    await store.park(waiting, { wakeAt: undefined, at: 2_500, arrivals: 0 });
    const ended = await made("two", 1_000);
    await store.finish(ended, { status: "succeeded", finishedAt: 1_001 });
    const oldest = async (flows?: string[]) => (await store.oldestWaiting(flows))?.id;
    expect(await oldest()).toBe(waiting);
    expect(await oldest(["three", "one"])).toBe(queued);
    expect(await oldest(["nobody"])).toBeUndefined();
  });
}
