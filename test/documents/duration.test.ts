import { expect, it } from "vitest";
import { durationMeant, durationMs } from "#src/documents/duration.js";

it.each([
  ["90 s", "90s", 90_000],
  ["10 seconds", "10s", 10_000],
  ["5min", "5m", 300_000],
  ["2H", "2h", 7_200_000],
  ["1h30m", "90m", 5_400_000],
  ["1 day 12 hours", "36h", 129_600_000],
  ["1.5h", "90m", 5_400_000],
  ["0.25s", "250ms", 250],
  ["2 weeks", "14d", 1_209_600_000],
  ["2 giờ 30 phút", "150m", 9_000_000],
])("what is meant by %j is %s, of the same length", (written, duration, ms) => {
  expect(durationMeant(written)).toBe(`write ${duration}`);
  expect(durationMs(duration)).toBe(ms);
});

it("a number alone is told of the units in which it can be written", () => {
  expect(durationMeant("90")).toBe("a length of time has a unit: 90s, 90m, 90h, 90d");
  expect(durationMeant("100000")).toBe("a length of time has a unit: 100000s, 100000m, 100000h");
});

it.each(["soon", "", "-5s", "1.0001s", "5 fortnights", "12:30", "9999999999999"])(
  "nothing is said of %j, which nobody can tell",
  (written) => expect(durationMeant(written)).toBeUndefined(),
);

it.each(["9999999 days", "100000d", "99999999h", `${"9".repeat(400)}d`])(
  "of %j, which is too long, the longest is told",
  (written) => expect(durationMeant(written)).toBe("99999d is the longest"),
);
