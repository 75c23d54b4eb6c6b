import { writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { CancelAnswer, Run, RunList, Started } from "#src/generated/admin-api.js";
import { ask } from "../support/admin-api.ts";
import { broken, replayed } from "../support/broken-flow.ts";
import { Project } from "../support/project.ts";

const API = "/api/v1";

describe("a person on call", () => {
  it("starts a run by hand, with a payload that the flow takes", async () => {
    const { daemon, mend } = await broken();
    mend();
    const path = `${API}/flows/order/runs`;
    const { status, body } = await ask<Started>(daemon, "POST", path, { payload: { n: 4 } });
    expect(status).toBe(202);
    await daemon.finished(body.run_id);
    const run = (await ask<Run>(daemon, "GET", `${API}/runs/${body.run_id}`)).body;
    expect(run).toMatchObject({
      source: "manual",
      status: "succeeded",
      payload: { body: { n: 4 } },
    });
    const codes = async (asked: unknown, to = path) => {
      const answer = await ask(daemon, "POST", to, asked);
      return [answer.status, answer.body.error.code];
    };
    expect(await codes({ payload: { n: "x" } })).toEqual([422, "payload_invalid"]);
    expect(await codes({})).toEqual([422, "no_payload"]);
    expect(await codes({ payload: { body: { n: 1 }, headers: { a: 1 } } })).toEqual([
      422,
      "payload_invalid",
    ]);
    expect(await codes({}, `${API}/flows/nope/runs`)).toEqual([404, "no_such_flow"]);
    const secret = { payload: { body: { n: 1 }, headers: { Authorization: "Bearer f00d" } } };
    const kept = (await ask<Started>(daemon, "POST", path, secret)).body;
    const { body: shown } = await ask<Run>(daemon, "GET", `${API}/runs/${kept.run_id}`);
    expect(JSON.stringify(shown)).not.toContain("f00d");
  });

  it("cancels a run that waits, and none that has ended", async () => {
    const project = new Project();
    project.flow("slow", { steps: [{ wait: { for: "2h" } }] });
    const daemon = await project.open();
    const id = await daemon.accept("/slow", {});
    await daemon.runWhen(id, ({ status }) => status === "waiting");
    const { status, body } = await ask<CancelAnswer>(daemon, "POST", `${API}/runs/${id}/cancel`);
    expect([status, body]).toEqual([202, { run_id: id, cancel_requested: true }]);
    expect((await daemon.finished(id)).status).toBe("cancelled");
    const again = await ask(daemon, "POST", `${API}/runs/${id}/cancel`, {});
    expect([again.status, again.body.error.code]).toEqual([409, "run_ended"]);
    expect((await ask(daemon, "POST", `${API}/runs/nobody/cancel`)).status).toBe(404);
  });

  it("finds runs by what a customer sent, by id, by time and by state", async () => {
    const { daemon, fail } = await broken();
    const id = await fail(908_071_111);
    const other = await fail(2);
    const found = async (query: string) =>
      (await ask<RunList>(daemon, "GET", `${API}/runs?${query}`)).body.runs.map((run) => run.id);
    expect(await found("q=908071111")).toEqual([id]);
    expect(await found(`q=${id.slice(0, 30)}`)).toEqual([id]);
    expect(await found("q=nothing+of+this")).toEqual([]);
    expect(await found("flow=order&status=failed&limit=1")).toEqual([other]);
    expect(await found(`until=${new Date(0).toISOString()}`)).toEqual([]);
    for (const query of [
      "q=x",
      "q=+++",
      "q=a%CC%81%CC%81",
      "since=yesterday",
      "sinc=x",
      "limit=0",
      "status=broken",
      "cursor=x",
    ]) {
      const answer = await ask(daemon, "GET", `${API}/runs?${query}`);
      expect([query, answer.status, answer.body.error.code]).toEqual([query, 400, "bad_query"]);
    }
    expect((await ask(daemon, "GET", `${API}/failures?since=x`)).status).toBe(400);
  });

  it("finds a customer however the name, the phone or the order is typed, and no secret", async () => {
    const project = new Project();
    project.flow("shop", { steps: [{ id: "a", set: { text: "Mã {{trigger.body.code}}-X" } }] });
    const daemon = await project.open();
    const sent = {
      name: "Nguyễn Thị Đào",
      phone: "0908 071 111",
      order: "DH1024",
      code: "s3sam-900",
    };
    const id = await daemon.accept("/shop", sent);
    await daemon.finished(id);
    const found = async (q: string, more = "") => {
      const path = `${API}/runs?q=${encodeURIComponent(q)}${more}`;
      return (await ask<RunList>(daemon, "GET", path)).body.runs.map((run) => run.id);
    };
    for (const q of [
      "nguyen thi dao",
      "+84908071111",
      "0908.071.111",
      "(+84) 908-071-111",
      "dh1024",
    ])
      expect(await found(q)).toEqual([id]);
    expect(await found("s3sam-900-x")).toEqual([id]);
    expect(await found("nguyen", "&flow=shop&status=succeeded&since=2020-01-01T00:00:00Z")).toEqual(
      [id],
    );
    expect(await found("nguyen", "&status=failed")).toEqual([]);
    project.configure({ secrets: { late: "s3sam-900" } });
    expect((await ask(daemon, "POST", `${API}/reload`)).status).toBe(200);
    expect(await found("s3sam-900")).toEqual([]);
    expect(await found("dh1024")).toEqual([id]);
  });

  it("sees who called whom", async () => {
    const project = new Project();
    project.flow("caller", { steps: [{ id: "told", call: "callee", with: { text: "a" } }] });
    writeFileSync(
      `${project.flows}/callee.yaml`,
      "name: callee\ninputs: { type: object, properties: { text: { type: string } } }\nsteps: [{ set: { a: 1 } }]\n",
    );
    const daemon = await project.open();
    const id = await daemon.accept("/caller", {});
    await daemon.finished(id);
    const { body } = await ask<Run>(daemon, "GET", `${API}/runs/${id}`);
    expect(body.sub_runs).toMatchObject([{ flow: "callee", step: "told", status: "succeeded" }]);
    const [sub] = body.sub_runs;
    const child = await ask<Run>(daemon, "GET", `${API}/runs/${sub?.id}`);
    expect(child.body.caller).toEqual({ run_id: id, step: "told" });
    const again = await replayed(daemon, sub?.id ?? "");
    expect(again).toMatchObject({
      status: "succeeded",
      caller: null,
      payload: { inputs: { text: "a" } },
    });
  });
});
