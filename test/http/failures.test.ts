import { describe, expect, it } from "vitest";
import type { BulkReplay, FailureList, ReplayPlan } from "#src/generated/admin-api.js";
import { ask } from "../support/admin-api.ts";
import type { AnyDaemon } from "../support/daemon.ts";
import { callStep, Project, shopAt } from "../support/project.ts";
import { runs } from "../support/runs-command.ts";
import { json, OK, startUpstream } from "../support/upstream.ts";

const SINCE = "2020-01-01T00:00:00Z";

const groupsOf = async (daemon: AnyDaemon) =>
  (await ask<FailureList>(daemon, "GET", "/api/v1/failures")).body.failures;

const replay = async (daemon: AnyDaemon, body: object) =>
  (
    await ask<BulkReplay>(daemon, "POST", "/api/v1/runs/replay", {
      status: "failed",
      since: SINCE,
      ...body,
    })
  ).body;

describe("failures by cause", () => {
  it("are told apart by step, code and message, and done again a group at a time", async () => {
    const upstream = await startUpstream();
    upstream.answer = (response, arrival) => {
      const { step, n } = arrival.json as { step: string; n: number };
      if (step === "after") return json(n === 3 ? 404 : 400, {})(response, arrival);
      return OK(response, arrival);
    };
    const project = new Project();
    project.flow("orders", {
      steps: [
        {
          id: "lines",
          for_each: "{{trigger.body.lines}}",
          steps: [callStep(upstream.url, "line", { json: { missing: "{{item.name}}" } })],
        },
        callStep(upstream.url, "after", { json: { n: "{{trigger.body.n}}" } }),
      ],
    });
    const daemon = await project.open();
    const lines = [{ name: "a" }, {}];
    const inLine = [await daemon.accept("/orders", { lines, n: 1 })];
    inLine.push(await daemon.accept("/orders", { lines: [{}], n: 1 }));
    const after = [await daemon.accept("/orders", { lines: [], n: 1 })];
    after.push(await daemon.accept("/orders", { lines: [], n: 2 }));
    const gone = await daemon.accept("/orders", { lines: [], n: 3 });
    await daemon.allFinished(5);
    const groups = await groupsOf(daemon);
    const counted = groups.map(({ step, code, count, example }) => ({
      step,
      code,
      count,
      example,
    }));
    expect(counted).toEqual([
      { step: "after", code: "http_404", count: 1, example: gone },
      { step: "after", code: "http_400", count: 2, example: after[1] },
      { step: "lines/*/line", code: "missing_value", count: 2, example: inLine[1] },
    ]);
    const [, , missing] = groups;
    const { flow, step, reason, code, shape } = missing ?? groups[0] ?? ({} as never);
    const cause = { flow, step, reason, code, shape };
    const dry = await replay(daemon, { ...cause, dry_run: true });
    expect([dry.count, dry.runs.map(({ run_id }) => run_id)]).toEqual([2, inLine]);
    const first = await replay(daemon, { ...cause, limit: 1 });
    expect(first.runs.map(({ run_id }) => run_id)).toEqual([inLine[0]]);
    const second = await replay(daemon, { ...cause, limit: 1, after: first.after });
    expect(second.runs.map(({ run_id }) => run_id)).toEqual([inLine[1]]);
    await daemon.allFinished(7);
    const now = (await groupsOf(daemon)).find((group) => group.step === "lines/*/line");
    expect(now).toMatchObject({ count: 4, replayed: 2 });
    expect(await replay(daemon, { flow, shape: "nothing such", dry_run: true })).toMatchObject({
      count: 0,
      runs: [],
    });
    const other = await replay(daemon, { flow, step: "after", code: "http_404", dry_run: true });
    expect(other.runs.map(({ run_id }) => run_id)).toEqual([gone]);
  });

  it("leaves out what the platform's time is over for, and says so, unless it is meant", async () => {
    const upstream = await startUpstream();
    upstream.answer = (response, arrival) =>
      (arrival.text.includes("Sent") ? OK : json(400, { success: false }))(response, arrival);
    const project = new Project(shopAt(upstream.url));
    const send = {
      id: "send",
      uses: "ahachat.send_text",
      connection: "shop",
      with: { user_id: "6523889107654321", text: "Hi" },
    };
    project.flow("tells", { steps: [send] });
    project.flow("caught", {
      steps: [
        { ...send, catch: [{ reasons: ["outside_window"], steps: [{ set: { a: 1 } }] }] },
        { if: "{{trigger.body.bad}}", stop: { status: "failed", reason: "bad" } },
      ],
    });
    project.flow("sent", {
      steps: [
        { ...send, with: { ...send.with, text: "Sent" } },
        { id: "fails", stop: { status: "failed", reason: "bad" } },
      ],
    });
    const daemon = await project.open();
    const begin = async (flow: string, hours: number) => {
      const received_at = new Date(Date.now() - hours * 3_600_000).toISOString();
      const path = `/api/v1/flows/${flow}/runs`;
      const payload = { body: { bad: true }, received_at };
      return (await ask<{ run_id: string }>(daemon, "POST", path, { payload })).body.run_id;
    };
    const [old, fresh, caught, sent] = [
      await begin("tells", 30),
      await begin("tells", 23),
      await begin("caught", 30),
      await begin("sent", 30),
    ];
    await daemon.allFinished(4);
    const dry = await replay(daemon, { flow: "tells", dry_run: true });
    expect(dry.runs.map(({ run_id }) => run_id)).toEqual([fresh]);
    expect(dry.skipped).toMatchObject([{ run_id: old, code: "window_over" }]);
    expect(dry.skipped[0]?.message).toContain("30 hours ago");
    const windowOf = async (id: string, more: object = {}) => {
      const path = `/api/v1/runs/${id}/replay`;
      const asked = { dry_run: true, ...more };
      return (await ask<ReplayPlan>(daemon, "POST", path, asked)).body.window;
    };
    const over = await windowOf(old);
    expect(over).toMatchObject({ over: true, hours: 24 });
    const hoursAgo = (Date.now() - Date.parse(over?.ends_at ?? "")) / 3_600_000;
    expect(hoursAgo).toBeCloseTo(6, 0);
    expect(await windowOf(old, { from_step: "send" })).toMatchObject({ over: true });
    expect((await runs(daemon, ["replay", old, "--dry-run"])).out).toMatch(
      /^too late .* 24 hours/m,
    );
    expect((await runs(daemon, ["replay", fresh, "--dry-run"])).out).not.toContain("too late");
    expect(await windowOf(fresh)).toMatchObject({ over: false, hours: 24 });
    expect(await windowOf(caught)).toBeNull();
    // What has been sent is kept, and nothing behind it sends.
    expect(await windowOf(sent)).toMatchObject({ over: true });
    expect(await windowOf(sent, { from_step: "fails" })).toBeNull();
    const all = await replay(daemon, { flow: "tells", dry_run: true, past_window: true });
    expect(all.runs.map(({ run_id }) => run_id)).toEqual([old, fresh]);
    const others = await replay(daemon, { flow: "caught", dry_run: true });
    expect(others.runs.map(({ run_id }) => run_id)).toEqual([caught]);
  });
});
