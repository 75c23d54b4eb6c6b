import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Grant, PlaceAsk, QuotaBook } from "#src/outgoing/quota-book.js";
import { SharedRate } from "#src/outgoing/shared-rate.js";

const RATE = { calls: 25, intervalMs: 1_000 };
const never = () => new AbortController().signal;

/** A book that answers when it is told to. */
let asked: { ask: PlaceAsk; give: (grant: Grant) => void }[];
let rate: SharedRate;
beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  const take: QuotaBook["take"] = (_, ask) =>
    new Promise((give) => asked.push({ ask: ask(), give }));
  rate = new SharedRate(RATE, "shop", { take } as QuotaBook);
});
afterEach(() => {
  vi.useRealTimers();
});

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

/** Answers the last ask with places whose times begin in so many milliseconds. */
async function give(...ins: number[]): Promise<void> {
  const now = performance.now();
  const slackMs = Number(asked.at(-1)?.ask.slackMs);
  const places = ins.map((ms) => ({ from: now + ms, until: now + ms + slackMs }));
  asked.at(-1)?.give({ places, againAt: now + 1_000 });
  await pass(0);
}

test("asks once for all who wait, and hands places out when their times come", async () => {
  const gone: number[] = [];
  for (let n = 0; n < 4; n++) void rate.acquire(never()).then(() => gone.push(n));
  expect(asked).toHaveLength(1);
  await give(0);
  expect(gone).toEqual([0]);
  await pass(1_000);
  expect(asked[1]?.ask).toEqual({ ...RATE, count: 3, slackMs: 40 });
  await give(10, 20, 20);
  expect(gone).toEqual([0]);
  await pass(10);
  expect(gone).toEqual([0, 1]);
  await pass(10);
  expect(gone).toEqual([0, 1, 2, 3]);
});

test("lets one go at once who comes when a place is left over, and not when it has gone by", async () => {
  const leaving = new AbortController();
  const left = rate.acquire(leaving.signal);
  leaving.abort(new Error("cancelled"));
  await expect(left).rejects.toThrow("cancelled");
  await give(0, 0);
  expect(rate.tryAcquire()?.mayGo()).toBe(true);
  await pass(100);
  expect(rate.tryAcquire()).toBeUndefined();
});

test("asks for places that last longer when calls come too late for theirs, and then less long again", async () => {
  const slacks: number[] = [];
  const lateCall = async (late: number) => {
    const place = rate.acquire(never());
    await pass(1_000);
    slacks.push(Number(asked.at(-1)?.ask.slackMs));
    await give(0);
    const got = await place;
    await pass(late);
    return got.mayGo();
  };
  expect(await lateCall(30)).toBe(true);
  for (let n = 0; n < 4; n++) expect(await lateCall(600)).toBe(false);
  // The call before each of them was too late.
  expect(slacks.map((ms) => Math.round(ms / 40))).toEqual([1, 1, 2, 4, 8]);
  // However late they are, one goes at last.
  for (let n = 0; n < 3; n++) expect(await lateCall(2_500)).toBe(false);
  expect(await lateCall(2_500)).toBe(true);
  for (let n = 0; n < 300; n++) await lateCall(0);
  expect(slacks.at(-1)).toBe(40);
});

test("a pause takes the places before its end, and leaves those after it", async () => {
  const gone: number[] = [];
  const begin = performance.now();
  for (let n = 0; n < 3; n++)
    void rate.acquire(never()).then(() => gone.push(performance.now() - begin));
  await give(0);
  await pass(1_000);
  await give(50, 90);
  rate.pauseUntil(begin + 1_080);
  await pass(1_000);
  expect(gone).toEqual([0, 1_090]);
});
