import { describe, expect, it } from "vitest";
import { cpuEach } from "../../bench/cpu.mjs";
import { selfTimes } from "../../bench/self-times.mjs";
import { compare, median, percentile, row } from "../../bench/summary.mjs";

describe("what the benchmark makes of its measurements", () => {
  it("takes the middle value, or the mean of the middle two, in order of size", () => {
    expect(median([100, 9, 20])).toBe(20);
    expect(median([100, 9, 20, 30])).toBe(25);
    expect(median([7])).toBe(7);
  });

  it("takes percentiles by rank", () => {
    const values = Array.from({ length: 200 }, (_, index) => 200 - index);
    expect(percentile(values, 0.99)).toBe(198);
    expect(percentile([5], 0.99)).toBe(5);
    expect(percentile([], 0.99)).toBeNaN();
  });

  it("compares two programs round by round, since the machine changes between rounds", () => {
    const rounds = [
      { ours: 10, other: 20 },
      { ours: 40, other: 50 },
      { ours: 90, other: 30 },
    ];
    expect(compare(rounds)).toEqual({ ours: 40, other: 30, ratio: 0.8 });
  });

  it("shows no ratio to what is not known", () => {
    expect(row("journal", "µs", [{ ours: 150, other: Number.NaN }])).toMatch(
      /^journal +150 +- µs$/,
    );
    expect(row("CPU", "µs", [{ ours: 150, other: 60 }])).toMatch(
      /^CPU +150 +60\.0 µs +ratio 2\.50$/,
    );
  });

  it("counts what a thread used that was not there before", () => {
    const before = { all: 100, main: 100 };
    expect(cpuEach(before, { all: 900, main: 500, journal: 400 }, 4)).toEqual({
      all: 200,
      main: 100,
      journal: 100,
    });
  });

  it("sums a profile within a time by function and module, without idle time", () => {
    const here = new URL("../../", import.meta.url).href;
    const profile = {
      startTime: 1_000,
      nodes: [
        { id: 1, ...frame("(idle)") },
        { id: 2, ...frame("walk", `${here}build/engine/walk/interpret.js`, 9) },
        { id: 3, ...frame("dispatch", `${here}node_modules/undici/lib/pool.js`, 4) },
        { id: 4, ...frame("writev") },
      ],
      // At 1010, 1020, 1030, 1060, 1070, 1080.
      samples: [2, 1, 2, 3, 4, 2],
      timeDeltas: [10, 10, 10, 30, 10, 10],
    };
    expect(selfTimes(profile, 1_015, 1_100)).toEqual({
      busy: 50,
      functions: [
        ["walk  build/engine/walk/interpret.js:10", 30],
        ["dispatch  node_modules/undici/lib/pool.js:5", 10],
        ["writev", 10],
      ],
      modules: [
        ["build/engine/walk", 30],
        ["undici", 10],
        ["writev", 10],
      ],
    });
  });
});

function frame(functionName: string, url = "", lineNumber = -1) {
  return { callFrame: { functionName, url, lineNumber } };
}
