import { describe, expect, it } from "vitest";
import type { Stats } from "#src/generated/admin-api.js";
import { RunFigures } from "#src/http/api/run-figures.js";
import { MINUTE_MS, type MinuteTally } from "#src/journal/run-tally.js";
import { ask } from "../support/admin-api.ts";
import { callStep, Project } from "../support/project.ts";
import { json, startUpstream } from "../support/upstream.ts";

const NOTHING = { accepted: 0, succeeded: 0, failed: 0, cancelled: 0 };
const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);

describe("GET /api/v1/stats", () => {
  it("counts what was accepted and ended, of all and of a flow, and names who waits longest", async () => {
    const upstream = await startUpstream();
    upstream.answer = json(400, {});
    const project = new Project();
    project.flow("good", { steps: [{ set: { a: 1 } }] });
    project.flow("bad", { steps: [callStep(upstream.url, "a")] });
    project.flow("later", { steps: [{ wait: { for: "1h" } }] });
    const daemon = await project.open();
    for (const path of ["/good", "/good", "/bad"]) await daemon.accept(path, {});
    await daemon.allFinished(3);
    const waiting = await daemon.accept("/later", {});
    await daemon.runWhen(waiting, ({ status }) => status === "waiting");
    const stats = async (query = "") =>
      (await ask<Stats>(daemon, "GET", `/api/v1/stats${query}`)).body;
    const all = await stats();
    expect(all).toMatchObject({
      step_seconds: 60,
      now: { queued: 0, running: 0, waiting: 1 },
      last_hour: { ...NOTHING, accepted: 4, succeeded: 2, failed: 1 },
      last_day: { ...NOTHING, accepted: 4, succeeded: 2, failed: 1 },
      oldest_waiting: { id: waiting, status: "waiting" },
    });
    expect(total(all.accepted)).toBe(4);
    expect(all.accepted.length).toBeGreaterThanOrEqual(60);
    expect([all.since, all.until].map((time) => Date.parse(time) % MINUTE_MS)).toEqual([0, 0]);
    expect(await stats("?flow=good")).toMatchObject({
      now: { waiting: 0 },
      last_hour: { ...NOTHING, accepted: 2, succeeded: 2 },
      oldest_waiting: null,
    });
    const day = await stats(`?step=3600&since=${new Date(Date.now() - 86_000_000).toISOString()}`);
    expect(day.failed).toHaveLength(24);
    expect(total(day.failed)).toBe(1);
    const past = await stats("?since=2020-01-01T00:00:30Z&until=2020-01-01T00:10:00Z");
    expect(past).toMatchObject({ since: "2020-01-01T00:00:00.000Z", accepted: Array(10).fill(0) });
  });

  it("refuses what it can't count", async () => {
    const daemon = await new Project().flow("a", { steps: [{ set: { a: 1 } }] }).open();
    for (const query of [
      "step=59",
      "step=90",
      "step=x",
      "step=86460",
      "since=2026-01-01",
      "since=2026-01-01T00:00:00Z",
      "since=2020-01-02T00:00:00Z&until=2020-01-01T00:00:00Z",
      "limit=1",
    ])
      expect([query, (await ask(daemon, "GET", `/api/v1/stats?${query}`)).status]).toEqual([
        query,
        400,
      ]);
  });
});

describe("the figures of runs", () => {
  it("are read once when they can't change any more, and again while they can", async () => {
    const asked: [number, number][] = [];
    const tallies: MinuteTally[] = [];
    const tally = async ({ since, until }: { since: number; until: number }) => {
      const end = Math.min(until, since + 3 * MINUTE_MS);
      asked.push([since / MINUTE_MS, end / MINUTE_MS]);
      return { minutes: tallies.filter(({ at }) => at >= since && at < end), until: end };
    };
    const now = 100 * MINUTE_MS;
    const figures = new RunFigures({ tally, oldestWaiting: async () => undefined }, () => now);
    const accepted = async (since: number, until: number) =>
      (await figures.minutes({ since: since * MINUTE_MS, until: until * MINUTE_MS })).map(
        (one) => one.accepted,
      );
    tallies.push({ ...NOTHING, at: 95 * MINUTE_MS, flow: "a", accepted: 1 });
    expect(await accepted(94, 100)).toEqual([0, 1, 0, 0, 0, 0]);
    expect(asked).toEqual([
      [94, 97],
      [97, 100],
    ]);
    tallies.push({ ...NOTHING, at: 95 * MINUTE_MS, flow: "b", accepted: 5 });
    tallies.push({ ...NOTHING, at: 99 * MINUTE_MS, flow: "b", accepted: 5 });
    asked.length = 0;
    expect(await accepted(93, 100)).toEqual([0, 0, 1, 0, 0, 0, 5]);
    expect(asked).toEqual([
      [93, 94],
      [98, 100],
    ]);
  });
});
