import { array, assert, double, integer, nat, property, record } from "fast-check";
import { expect, it } from "vitest";
import { DatabaseClock } from "#src/stores/postgres/quota/database-clock.js";
import { type Given, takePlaces } from "#src/stores/postgres/quota/places.js";
import { closest } from "../contracts/quota.ts";

/** Some processes that ask one after another, at times of one clock. */
interface Ask {
  readonly after: number;
  readonly count: number;
  readonly slackMs: number;
  /** When each place is used, of the time that it may be: 0 to 1. */
  readonly use: number;
}

const someAsks = array(
  record<Ask>({
    after: nat(400),
    count: nat(9),
    slackMs: integer({ min: 40, max: 5_000 }),
    use: double({ min: 0, max: 1, noNaN: true }),
  }),
  { minLength: 30, maxLength: 60 },
);

it("holds any window to the limit, whoever asks when, and uses a place whenever it may", () => {
  const calls = 9;
  const intervalMs = 1_000;
  assert(
    property(someAsks, (asks) => {
      let given: readonly Given[] = [];
      let now = 1_000_000;
      const used: number[] = [];
      for (const { after, count, slackMs, use } of asks) {
        now += after;
        const ask = { calls, intervalMs, slackMs, count };
        const taken = takePlaces(given, ask, { now, earliest: now });
        expect(taken.times.every((time) => time >= now && time <= now + 100)).toBe(true);
        expect(taken.times.length === count || taken.againAt > now).toBe(true);
        if (taken.times.length > 0) given = taken.given;
        used.push(...taken.times.map((time) => time + use * slackMs));
      }
      expect(closest(used, calls)).toBeGreaterThanOrEqual(intervalMs);
    }),
  );
});

it.each([
  [25, 1_000],
  [1, 1_000],
  [1_000, 1_000],
  [100, 60_000],
  [1_000, 3_600_000],
])("uses 92 of 100 places of %i in %i ms, and keeps few numbers", (calls, intervalMs) => {
  const slackMs = Math.min(0.04 * intervalMs, 30_000);
  const count = Math.ceil(calls / 8);
  const begin = 1_000_000;
  const times: number[] = [];
  let given: readonly Given[] = [];
  for (let now = begin; times.length < calls * 5; ) {
    const ask = { calls, intervalMs, slackMs, count };
    const taken = takePlaces(given, ask, { now, earliest: now });
    times.push(...taken.times);
    given = taken.given;
    expect(given.length).toBeLessThanOrEqual(110);
    now = Math.max(taken.againAt, now + 1);
  }
  // All of five intervals but the first burst.
  const took = Number(times[calls * 4]) - begin;
  expect((4 * intervalMs) / took).toBeGreaterThan(0.92);
});

it("lets a whole burst go at once, and what a larger rate has given count for a smaller one", () => {
  const ask = { calls: 10, intervalMs: 1_000, slackMs: 40, count: 10 };
  const burst = takePlaces([], ask, { now: 5_000, earliest: 5_000 });
  expect(burst.times).toEqual(Array(10).fill(5_000));
  expect(burst.given).toEqual([[5_060, 10]]);
  const late = { now: 5_500, earliest: 5_500 };
  const smaller = takePlaces(burst.given, { ...ask, calls: 4, count: 1 }, late);
  expect(smaller).toMatchObject({ times: [], againAt: 6_010 });
});

it("gives nothing far ahead, though nothing else is in the way", () => {
  const ask = { calls: 10, intervalMs: 1_000, slackMs: 40, count: 1 };
  const paused = takePlaces([], ask, { now: 5_000, earliest: 9_000 });
  expect(paused).toMatchObject({ times: [], againAt: 8_950 });
});

it("does not wait for what was given before the clock was set back", () => {
  const ask = { calls: 2, intervalMs: 1_000, slackMs: 40, count: 1 };
  const set = takePlaces([[3_600_000, 2]], ask, { now: 5_000, earliest: 5_000 });
  expect(set).toMatchObject({ isNew: true, times: [], againAt: 12_050 });
  const again = takePlaces(set.given, ask, { now: 12_050, earliest: 12_050 });
  expect(again.times).toEqual([12_100]);
});

it("knows the database's clock as well as the fastest exchange, and believes one that was set", () => {
  const clock = new DatabaseClock();
  clock.learn({ sent: 100, received: 150, began: 1_120, ended: 1_121 });
  expect([clock.earliest(1_200), clock.latest(1_200)]).toEqual([180, 229]);
  clock.learn({ sent: 200, received: 201, began: 1_200.4, ended: 1_200.6 });
  expect(clock.earliest(1_200)).toBeCloseTo(199.6);
  expect(clock.latest(1_200)).toBeCloseTo(200.4);
  clock.learn({ sent: 300, received: 400, began: 1_350, ended: 1_350 });
  expect(clock.latest(1_200) - clock.earliest(1_200)).toBeLessThan(1.1);
  clock.learn({ sent: 500, received: 501, began: 900, ended: 900 });
  expect([clock.earliest(900), clock.latest(900)]).toEqual([500, 501]);
  expect(clock.read(501)).toBe(900);
});
