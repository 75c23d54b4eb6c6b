/** The list of runs takes in what is new, and what is shown stays where it is. */
import { describe, expect, it } from "vitest";
import type { RunChange } from "../../dashboard/src/api/run-change.ts";
import {
  merged,
  toldRuns,
  withOlder,
  withStates,
} from "../../dashboard/src/pages/runs/live-list.ts";
import type { RunSummary } from "../../src/generated/admin-api.ts";

/** A run that was accepted at this second. */
function run(second: number, fields: Partial<RunSummary> = {}): RunSummary {
  return {
    id: `run-${second}`,
    status: "running",
    created_at: new Date(second * 1_000).toISOString(),
    finished_at: null,
    ...fields,
  } as RunSummary;
}

function change(second: number, status?: string): RunChange {
  const at = "2026-01-01T00:00:00.000Z";
  return {
    change: "ended",
    run_id: `run-${second}`,
    flow: "a",
    at,
    ...(status === undefined ? {} : { status }),
  };
}

/** A run that was accepted a moment ago. */
function told(second: number, fields: Partial<RunChange> = {}): RunChange {
  return { ...change(second, "queued"), new: true, ...fields };
}

const ids = (runs: readonly RunSummary[]) => runs.map(({ id }) => id);

describe("a fresh first page", () => {
  it("changes rows in their places, and keeps newer runs apart", () => {
    const now = merged([run(3), run(2), run(1)], [run(5), run(3, { status: "failed" })], false);
    expect(ids(now.rows)).toEqual(["run-3", "run-2", "run-1"]);
    expect(now.rows[0]?.status).toBe("failed");
    expect(ids(now.unseen)).toEqual(["run-5"]);
    expect(now.hasGap).toBe(false);
  });

  it("never takes back an end that was told while it was read", () => {
    const ended = run(2, { status: "failed" });
    expect(merged([ended, run(1)], [run(2), run(1)], true).rows[0]).toBe(ended);
  });

  it("finds what is newer than a run of which only the feed had told, by the time that was read", () => {
    const shown = run(9, { id: "run-3" });
    const now = merged([shown, run(1)], [run(4), run(3), run(1)], true);
    expect(ids(now.unseen)).toEqual(["run-4"]);
  });

  it("says when there is more between it and the list", () => {
    expect(merged([run(1)], [run(9), run(8)], false).hasGap).toBe(true);
    expect(merged([run(1)], [run(9), run(8)], true).hasGap).toBe(false);
    expect(merged([], [run(9)], false)).toMatchObject({ hasGap: false, unseen: [{ id: "run-9" }] });
  });

  it("takes no older run for a new one, such as one that fits a filter only now", () => {
    expect(merged([run(3), run(1)], [run(3), run(2)], false).unseen).toEqual([]);
  });
});

it("an older page goes to the end, and repeats nothing", () => {
  expect(ids(withOlder([run(3), run(2)], [run(2), run(1)]))).toEqual(["run-3", "run-2", "run-1"]);
});

describe("changes of the feed", () => {
  it("give the last state that was told, and the end its time", () => {
    const rows = withStates([run(2), run(1)], [change(1, "waiting"), change(1, "succeeded")]);
    expect(rows[1]).toMatchObject({ status: "succeeded", finished_at: "2026-01-01T00:00:00.000Z" });
  });

  it("leave the list as it is when they are of other runs, or of no state", () => {
    const rows = [run(1)];
    expect(withStates(rows, [change(7, "failed"), change(1)])).toBe(rows);
  });

  it("never overwrite an end", () => {
    const rows = withStates([run(1, { status: "failed" })], [change(1, "running")]);
    expect(rows[0]?.status).toBe("failed");
  });
});

describe("new runs that the feed tells of", () => {
  const { at } = told(1);

  it("are rows at once, newest first, with what the event says", () => {
    const rows = toldRuns([told(1), told(2, { status: "failed" })], new Set(), {});
    expect(ids(rows)).toEqual(["run-2", "run-1"]);
    expect(rows[0]).toMatchObject({ flow: "a", status: "failed", created_at: at, finished_at: at });
    expect(rows[1]).toMatchObject({ status: "queued", finished_at: null, customer: null });
  });

  it("are left out when they are known, or were accepted before", () => {
    expect(toldRuns([told(1), change(2, "failed")], new Set(["run-1"]), {})).toEqual([]);
  });

  it.each([
    [{ flow: "a", status: "queued", since: at }, 1],
    [{ flow: "", q: "" }, 1],
    [{ flow: "b" }, 0],
    [{ status: "failed" }, 0],
    [{ since: "2026-01-01T00:00:00.001Z" }, 0],
    [{ q: "An" }, 0],
    [{ with_failures: true }, 0],
  ])("are there with the filters %j: %i", (asked, count) => {
    expect(toldRuns([told(1)], new Set(), asked)).toHaveLength(count);
  });
});
