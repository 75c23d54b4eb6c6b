/** The beat of schedules follows the clock, whichever way it is set. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { everyMinute } from "#src/triggers/every-minute.js";

const HOUR_MS = 3_600_000;
let beats: string[] = [];
let end: (() => Promise<void>) | undefined;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse("2026-11-29T10:00:30Z") });
  beats = [];
  end = everyMinute((minute) =>
    beats.push(minute === undefined ? "set" : new Date(minute).toISOString().slice(11, 16)),
  );
});

afterEach(async () => {
  await end?.();
  vi.useRealTimers();
});

it("beats at every full minute", async () => {
  await vi.advanceTimersByTimeAsync(120_000);
  expect(beats).toEqual(["10:01", "10:02"]);
});

it.each([
  ["back by an hour", -HOUR_MS, ["set", "09:01", "09:02"]],
  ["back by a day", -24 * HOUR_MS, ["set", "10:01", "10:02"]],
  ["forward by an hour", HOUR_MS, ["set", "11:01", "11:02"]],
  ["forward by 50 days", 50 * 24 * HOUR_MS, ["set", "10:01", "10:02"]],
])("goes on when the clock is set %s", async (_how, ms, expected) => {
  vi.setSystemTime(Date.now() + ms);
  await vi.advanceTimersByTimeAsync(120_000);
  expect(beats).toEqual(expected);
});

it("goes on when the clock is set back for a moment alone", async () => {
  vi.setSystemTime(Date.now() - 24 * HOUR_MS);
  await vi.advanceTimersByTimeAsync(70_000);
  vi.setSystemTime(Date.now() + 24 * HOUR_MS);
  beats = [];
  await vi.advanceTimersByTimeAsync(90_000);
  expect(beats).toEqual(["set", "10:02", "10:03"]);
});
