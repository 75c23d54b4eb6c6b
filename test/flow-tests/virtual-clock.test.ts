import { describe, expect, it } from "vitest";
import { createVirtualClock } from "#src/flow-tests/virtual-clock.js";

const never = new AbortController().signal;

describe("the virtual clock", () => {
  it("moves by a sleep, and only by that", async () => {
    const clock = createVirtualClock(1_000);
    expect(clock.now()).toBe(1_000);
    await clock.sleepUntil(86_400_000, never);
    expect(clock.now()).toBe(86_400_000);
  });

  it("never goes back", async () => {
    const clock = createVirtualClock(5_000);
    await clock.sleepUntil(1_000, never);
    expect(clock.now()).toBe(5_000);
  });

  it("wakes sleepers in the order of their times, each at its time", async () => {
    const clock = createVirtualClock(0);
    const woken: [number, number][] = [];
    const sleep = async (until: number) => {
      await clock.sleepUntil(until, never);
      woken.push([until, clock.now()]);
    };
    await Promise.all([sleep(3_000), sleep(1_000).then(() => sleep(2_000)), sleep(1_500)]);
    expect(woken).toEqual([
      [1_000, 1_000],
      [1_500, 1_500],
      [2_000, 2_000],
      [3_000, 3_000],
    ]);
  });

  it("ends a sleep with the signal's reason, without moving", async () => {
    const clock = createVirtualClock(0);
    const stopping = new AbortController();
    const sleeping = clock.sleepUntil(1_000, stopping.signal);
    stopping.abort(new Error("stop"));
    await expect(sleeping).rejects.toThrow("stop");
    expect(clock.now()).toBe(0);
  });
});
