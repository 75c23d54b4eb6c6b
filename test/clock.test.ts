import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { after } from "#src/clock.js";

const DAY = 86_400_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it.each([0, 1, 24 * DAY, 25 * DAY, 99_999 * DAY])("does it after %i ms, not before", (ms) => {
  const act = vi.fn<() => void>();
  after(ms, act);
  if (ms > 0) vi.advanceTimersByTime(ms - 1);
  expect(act).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(act).toHaveBeenCalledTimes(1);
  expect(vi.getTimerCount()).toBe(0);
});

it.each([5, 40 * DAY])("does nothing when it is stopped before, after %i ms", (ms) => {
  const act = vi.fn<() => void>();
  const stop = after(ms, act);
  vi.advanceTimersByTime(ms - 1);
  stop();
  vi.advanceTimersByTime(DAY);
  expect(act).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});
