/** What a run did when: waits and calls of its steps, on a scale that leaves room for both. */
import { describe, expect, it } from "vitest";
import { timeline } from "../../dashboard/src/pages/run/timeline.ts";
import type { Attempt, Step } from "../../src/generated/admin-api.ts";

const BEGIN = Date.parse("2026-05-04T10:00:00.000Z");
const at = (ms: number) => new Date(BEGIN + ms).toISOString();

function step(path: string, from: number, to: number | undefined, more: Partial<Step> = {}): Step {
  return {
    path,
    kind: "uses",
    status: "succeeded",
    started_at: at(from),
    attempts: [],
    ...(to === undefined ? {} : { ended_at: at(to) }),
    ...more,
  };
}

const failure = { reason: "unavailable", code: "http_503", message: "down" } as const;
const attempt = (from: number, to: number, hasFailed = false): Attempt => ({
  started_at: at(from),
  ended_at: at(to),
  ...(hasFailed ? { error: failure } : {}),
});

/** Kinds and durations of the bars of each line. */
function bars(steps: Step[], finished: number | null, now = finished ?? 0) {
  const run = { created_at: at(0), finished_at: finished === null ? null : at(finished), steps };
  return timeline(run, BEGIN + now).map((line) => [
    line.path,
    ...line.bars.map(({ kind, took }) => `${kind} ${took}`),
  ]);
}

describe("the time line", () => {
  it("tells calls, the wait for a turn and the wait for the next try apart", () => {
    const tries = [attempt(30, 50, true), attempt(1_050, 1_080)];
    expect(bars([step("send", 10, 1_080, { attempts: tries })], 1_080)).toEqual([
      ["", "queue 10"],
      ["send", "held 20", "failed_attempt 20", "pause 1000", "attempt 30"],
    ]);
  });

  it("has the wait for the next try while it lasts, and none after the end", () => {
    const tries = [attempt(10, 30, true)];
    const waiting = step("send", 10, undefined, { attempts: tries });
    expect(bars([waiting], null, 530)[1]).toEqual(["send", "failed_attempt 20", "pause 500"]);
    expect(bars([step("send", 10, 33, { attempts: tries })], 33)[1]).toEqual([
      "send",
      "failed_attempt 20",
    ]);
  });

  it("has what goes on still until now", () => {
    expect(bars([step("rest", 5, undefined, { kind: "wait" })], null, 65)).toEqual([
      ["", "queue 5"],
      ["rest", "wait 60"],
    ]);
    const out: Attempt = { started_at: at(10) };
    expect(bars([step("send", 5, undefined, { attempts: [out] })], null, 40)[1]).toEqual([
      "send",
      "held 5",
      "attempt 30",
    ]);
    expect(bars([], null, 9)).toEqual([["", "queue 9"]]);
  });

  it("has no bars of what was taken over from another run, nor its times", () => {
    const taken = step("crm", -90_000, -80_000, { copied_from: "first" });
    expect(bars([taken, step("send", 10, 30, { attempts: [attempt(10, 30)] })], 30)).toEqual([
      ["", "queue 10"],
      ["crm"],
      ["send", "attempt 20"],
    ]);
  });

  it("has called runs, and bars of no time at all are left out", () => {
    expect(
      bars([step("other", 0, 40, { kind: "call" }), step("set", 40, 40, { kind: "set" })], 40),
    ).toEqual([[""], ["other", "run 40"], ["set"]]);
  });

  it("leaves room for a moment beside a day", () => {
    const day = 86_400_000;
    const steps = [
      step("first", 0, 40, { attempts: [attempt(0, 40)] }),
      step("rest", 40, day, { kind: "wait" }),
    ];
    const lines = timeline({ created_at: at(0), finished_at: at(day), steps }, BEGIN + day);
    const [first, rest] = [lines[1]?.bars[0], lines[2]?.bars[0]];
    expect(first?.from).toBe(0);
    expect(first?.to).toBe(rest?.from);
    expect(first?.to).toBeGreaterThan(0.05);
    expect(rest?.to).toBe(1);
  });
});
