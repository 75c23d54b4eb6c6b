import { rmSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type {
  BulkReplay,
  FailureList,
  Replayed,
  ReplayPlan,
  Run,
} from "#src/generated/admin-api.js";
import { ask } from "../support/admin-api.ts";
import { broken, replayed } from "../support/broken-flow.ts";
import { callStep } from "../support/project.ts";
import { live } from "../support/reloads.ts";
import { callsOf, OK } from "../support/upstream.ts";

const API = "/api/v1";

describe("a replay", () => {
  it("does the whole run again as a new one, and each leads to the other", async () => {
    const { daemon, upstream, fail, mend } = await broken();
    const id = await fail(1);
    mend();
    const run = await replayed(daemon, id);
    expect(run).toMatchObject({ status: "succeeded", source: "replay", replay_of: id });
    expect(callsOf(upstream)).toEqual([
      ...["a", "b"].map((step) => `${id} ${step}`),
      ...["a", "b", "c"].map((step) => `${run.id} ${step}`),
    ]);
    const first = (await ask<Run>(daemon, "GET", `${API}/runs/${id}`)).body;
    expect(first).toMatchObject({
      status: "failed",
      replays: [{ id: run.id, status: "succeeded" }],
    });
    const keys = upstream.arrivals.map(({ headers }) => headers["idempotency-key"]);
    expect(new Set(keys).size).toBe(5);
  });

  it("goes on from a step with what the steps before have left, on the flow as it is now", async () => {
    const { project, daemon, upstream, fail, steps, schema } = await broken();
    const id = await fail(7);
    project.flow("order", { webhook: { schema }, steps: steps("mended") });
    const version = await live(daemon, project, "order");
    const run = await replayed(daemon, id, { from_step: "mended" });
    expect(run).toMatchObject({ status: "succeeded", version });
    expect(run.steps.map(({ path, copied_from }) => [path, copied_from])).toEqual([
      ["a", id],
      ["keep", id],
      ["mended", undefined],
      ["c", undefined],
    ]);
    expect(callsOf(upstream)).toEqual([
      ...["a", "b"].map((step) => `${id} ${step}`),
      ...["mended", "c"].map((step) => `${run.id} ${step}`),
    ]);
    expect(upstream.arrivals[2]?.json).toMatchObject({ n: 7, a: 200 });
  });

  it("takes a corrected payload, also from a step on: what was set before stays", async () => {
    const { daemon, upstream, fail, mend } = await broken();
    const id = await fail(1);
    mend();
    const whole = await replayed(daemon, id, { payload: { n: 2 } });
    expect(whole.payload).toMatchObject({ method: "POST", path: "/order", body: { n: 2 } });
    expect(upstream.arrivals[3]?.json).toMatchObject({ step: "b", n: 2 });
    const more = { payload: { n: 3 }, from_step: "b", again: true };
    const part = await replayed(daemon, id, more);
    expect(part.payload).toMatchObject({ body: { n: 3 } });
    expect(upstream.arrivals[5]?.json).toMatchObject({ step: "b", n: 1 });
  });

  it("goes on after a crash without doing again what was taken over", async () => {
    const { project, daemon, upstream, fail } = await broken();
    const id = await fail(1);
    const { promise, resolve } = deferred();
    upstream.answer = (response, arrival) => {
      if ((arrival.json as { step: string }).step === "b") resolve();
      else OK(response, arrival);
    };
    const { body } = await ask<Replayed>(daemon, "POST", `${API}/runs/${id}/replay`, {
      from_step: "b",
    });
    await promise;
    await daemon.crash();
    upstream.answer = OK;
    const next = await project.open();
    const run = await next.finished(body.run_id);
    expect(run.status).toBe("succeeded");
    expect(callsOf(upstream).filter((call) => call.endsWith(" a"))).toEqual([`${id} a`]);
    expect(callsOf(upstream).filter((call) => call.startsWith(body.run_id))).toEqual(
      ["b", "b", "c"].map((step) => `${body.run_id} ${step}`),
    );
  });

  it("is refused with what to do when it can't be", async () => {
    const { project, daemon, fail, upstream, schema, steps } = await broken();
    const id = await fail(1);
    const refusal = async (body: unknown, run = id, path = `${API}/runs/${run}/replay`) => {
      const answer = await ask(daemon, "POST", path, body);
      return [answer.status, answer.body.error.code, answer.body.error] as const;
    };
    expect((await refusal({}, "nobody")).slice(0, 2)).toEqual([404, "no_such_run"]);
    const [status, code, { message }] = await refusal({ from_step: "nope" });
    expect([status, code]).toEqual([422, "unknown_step"]);
    expect(message).toContain("a, keep, b, c");
    const [, unfinished, open] = await refusal({ from_step: "c" });
    expect([unfinished, open.message]).toEqual([
      "step_not_finished",
      "the step b comes before, and it failed in the first run; replay from b or an earlier step, or the whole run",
    ]);
    const [wrong, invalid, { details }] = await refusal({ payload: { n: "many" } });
    expect([wrong, invalid]).toEqual([422, "payload_invalid"]);
    expect(details).toMatchObject([{ pointer: "/n" }]);
    expect((await refusal({ from: "b" }))[2]).toMatchObject({
      code: "bad_body",
      details: [{ message: expect.stringContaining("from") }],
    });
    expect((await refusal("{"))[1]).toBe("invalid_json");
    expect((await refusal(`{"payload":"${"x".repeat(1_100_000)}"}`))[0]).toBe(413);
    upstream.answer = () => undefined;
    const going = await daemon.accept("/order", { n: 1 });
    expect((await refusal({}, going)).slice(0, 2)).toEqual([409, "run_unfinished"]);
    project.flow("order", {
      webhook: { schema },
      steps: [callStep(upstream.url, "before"), ...steps()],
    });
    await live(daemon, project, "order");
    expect((await refusal({ from_step: "b" }))[2].message).toContain("no record of it");
    project.flow("order", { enabled: false, webhook: { schema }, steps: steps() });
    await live(daemon, project, "order");
    expect((await refusal({})).slice(0, 2)).toEqual([409, "flow_off"]);
    project.flow("order", { webhook: { path: "/order" }, steps: steps() });
    writeFileSync(
      `${project.flows}/other.yaml`,
      "name: other\non: { webhook: { path: /other } }\nsteps: [{ set: { a: 1 } }]\n",
    );
    rmSync(`${project.flows}/order.yaml`);
    await ask(daemon, "POST", `${API}/reload`);
    const gone = await refusal({});
    expect(gone.slice(0, 2)).toEqual([409, "flow_gone"]);
    expect(gone[2].message).toContain("say was: [order]");
  });
});

describe("a replay of a run that has one", () => {
  it("is refused until it is asked for again, also when two ask at once", async () => {
    const { daemon, upstream, fail, mend } = await broken();
    const id = await fail(1);
    mend();
    const path = `${API}/runs/${id}/replay`;
    const asked = await Promise.all(
      [1, 2, 3, 4].map(() => ask<Replayed>(daemon, "POST", path, {})),
    );
    expect(asked.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      202, 409, 409, 409,
    ]);
    const done = asked.find(({ status }) => status === 202)?.body.run_id as string;
    const refused = await ask(daemon, "POST", path, { from_step: "b" });
    expect([refused.status, refused.body.error.code]).toEqual([409, "replayed_already"]);
    expect(refused.body.error.message).toContain(done);
    await daemon.finished(done);
    const calls = callsOf(upstream).length;
    const again = await replayed(daemon, id, { from_step: "b", again: true });
    expect(again.status).toBe("succeeded");
    expect(callsOf(upstream)).toHaveLength(calls + 2);
  });
});

describe("the plan of a replay", () => {
  it("says what would be done and what has changed, and does nothing", async () => {
    const { project, daemon, upstream, fail, steps, schema } = await broken();
    const id = await fail(1);
    const path = `${API}/runs/${id}/replay`;
    const plan = async (more: object = {}) => {
      const { status, body } = await ask<ReplayPlan>(daemon, "POST", path, {
        dry_run: true,
        ...more,
      });
      expect(status).toBe(200);
      return body;
    };
    expect(await plan({ from_step: "b" })).toMatchObject({
      dry_run: true,
      replay_of: id,
      replays: [],
      changes: null,
      steps: [
        { id: "a", uses: "http.request", would: "keep", first_status: "succeeded" },
        { id: "keep", kind: "set", would: "keep", first_status: "succeeded" },
        { id: "b", would: "do", first_status: "failed" },
        { id: "c", would: "do", first_status: null },
      ],
    });
    const before = (await ask<Run>(daemon, "GET", `${API}/runs/${id}`)).body.version;
    project.flow("order", { webhook: { schema }, timeout: "1h", steps: steps("mended") });
    const version = await live(daemon, project, "order");
    const changed = await plan();
    expect(changed).toMatchObject({
      first: { version: before, commit: null },
      now: { version, commit: null },
      changes: { added: ["mended"], removed: ["b"], changed: [], keys: ["timeout"] },
    });
    expect(changed.changes?.diff).toMatch(/^-.*"id": "b"/m);
    expect(changed.changes?.diff).toMatch(/^\+.*"id": "mended"/m);
    expect(changed.steps.map(({ would }) => would)).toEqual(Array(4).fill("do"));
    const wrong = await ask(daemon, "POST", path, { dry_run: true, payload: { n: "x" } });
    expect([wrong.status, wrong.body.error.code]).toEqual([422, "payload_invalid"]);
    expect(await daemon.runs()).toHaveLength(1);
    expect(callsOf(upstream)).toHaveLength(2);
    await replayed(daemon, id);
    expect((await plan()).replays).toHaveLength(1);
    expect(await daemon.runs()).toHaveLength(2);
  });
});

describe("a bulk replay", () => {
  it("does the failed runs of a time again, in their order, and none twice", async () => {
    const { daemon, upstream, fail, mend } = await broken();
    const since = new Date(Date.now() - 60_000).toISOString();
    const ids: string[] = [];
    for (const n of [1, 2, 3, 4, 5]) ids.push(await fail(n));
    const until = new Date(Date.now() + 1).toISOString();
    const asked = { flow: "order", status: "failed", since, until };
    const bulk = async (more: object) =>
      (await ask<BulkReplay>(daemon, "POST", `${API}/runs/replay`, { ...asked, ...more })).body;
    expect(await bulk({ dry_run: true })).toMatchObject({
      count: 5,
      dry_run: true,
      runs: ids.map((run_id) => ({ run_id, replay_id: null })),
    });
    expect(callsOf(upstream)).toHaveLength(10);
    mend();
    const first = await bulk({ limit: 2 });
    expect(first.runs.map(({ run_id }) => run_id)).toEqual(ids.slice(0, 2));
    const rest = await bulk({ after: first.after });
    expect(rest.runs.map(({ run_id }) => run_id)).toEqual(ids.slice(2));
    expect(rest).not.toHaveProperty("after");
    expect(await bulk({})).toMatchObject({ count: 0, runs: [], skipped: [] });
    await daemon.allFinished(10);
    const runs = await daemon.runs("limit=5");
    expect(runs.map(({ status }) => status)).toEqual(Array(5).fill("succeeded"));
    expect(runs.map(({ id }) => id).toReversed()).toEqual(
      [...first.runs, ...rest.runs].map(({ replay_id }) => replay_id),
    );
    const { body } = await ask<FailureList>(daemon, "GET", `${API}/failures`);
    expect(body.failures).toMatchObject([
      { flow: "order", reason: "invalid_request", count: 5, replayed: 5, example: ids[4] },
    ]);
  });

  it("passes over runs that the flow does not take any more, and says which", async () => {
    const { project, daemon, fail, mend, steps, schema } = await broken();
    const ids = [await fail(1), await fail(20)];
    mend();
    const stricter = { ...schema, properties: { n: { type: "integer", minimum: 10 } } };
    project.flow("order", { webhook: { schema: stricter }, steps: steps() });
    await live(daemon, project, "order");
    const { status, body } = await ask<BulkReplay>(daemon, "POST", `${API}/runs/replay`, {
      flow: "order",
      status: "failed",
      since: "2020-01-01T00:00:00Z",
    });
    expect(status).toBe(202);
    expect(body.skipped).toMatchObject([{ run_id: ids[0], code: "payload_invalid" }]);
    expect(body.runs).toMatchObject([{ run_id: ids[1] }]);
    const refused = await ask(daemon, "POST", `${API}/runs/replay`, { flow: "order" });
    expect([refused.status, refused.body.error.code]).toEqual([400, "bad_body"]);
  });
});

function deferred(): { promise: Promise<void>; resolve: () => void } {
  const calls: (() => void)[] = [];
  const promise = new Promise<void>((resolve) => calls.push(resolve));
  return { promise, resolve: () => calls[0]?.() };
}
