import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import type { FailureList, Run, RunList } from "#src/generated/admin-api.js";
import { ask } from "../support/admin-api.ts";
import { replayed } from "../support/broken-flow.ts";
import type { AnyDaemon } from "../support/daemon.ts";
import { callStep, Project } from "../support/project.ts";
import { runs } from "../support/runs-command.ts";
import { parseScrape } from "../support/scrape.ts";
import { json, OK, startUpstream } from "../support/upstream.ts";

const API = "/api/v1";

/** Flows that go on where a message is not delivered; the upstream refuses what is sent to /no. */
async function lossy() {
  const upstream = await startUpstream();
  let tries = 0;
  upstream.answer = (response, arrival) => {
    if (arrival.path === "/no") json(400, {})(response, arrival);
    else if (arrival.path === "/once" && tries++ === 0) json(503, {})(response, arrival);
    else OK(response, arrival);
  };
  const project = new Project({ defaults: { retry: { attempts: 2, delay: "10ms" } } });
  const no = (id: string, more = {}) => callStep(`${upstream.url}/no`, id, more);
  const ok = (id: string) => callStep(upstream.url, id);
  project.flow("go-on", { steps: [no("thanks", { continue_on_error: true }), ok("tag")] });
  project.flow("caught", { steps: [no("thanks", { catch: [{ steps: [ok("staff")] }] })] });
  project.flow("both", {
    steps: [no("thanks", { catch: [{ steps: [no("staff", { continue_on_error: true })] }] })],
  });
  project.flow("loop", {
    steps: [
      { id: "lines", for_each: [1, 2, 3], continue_on_error: true, steps: [no("send")] },
      ok("last"),
    ],
  });
  project.flow("branch", {
    steps: [
      {
        id: "way",
        switch: "{{trigger.body.to}}",
        cases: { hanoi: [no("send")] },
        catch: [{ steps: [ok("staff")] }],
      },
      { id: "all", parallel: { one: [no("part", { continue_on_error: true })], two: [ok("b")] } },
    ],
  });
  project.flow("retried", { steps: [callStep(`${upstream.url}/once`, "thanks")] });
  project.flow("outer", { steps: [{ id: "inner", call: "called" }, ok("after")] });
  const called = {
    name: "called",
    inputs: { type: "object" },
    steps: [no("thanks", { continue_on_error: true })],
  };
  writeFileSync(join(project.flows, "called.yaml"), JSON.stringify(called));
  project.flow("ends", { steps: [no("thanks", { continue_on_error: true }), no("last")] });
  return { project, upstream };
}

/** The ended run of a webhook to a flow. */
async function runOf(daemon: AnyDaemon, flow: string): Promise<Run> {
  const id = await daemon.accept(`/${flow}`, { to: "hanoi" });
  await daemon.finished(id);
  return (await ask<Run>(daemon, "GET", `${API}/runs/${id}`)).body;
}

it("counts each failure once, where it began, and no try that was followed by a good one", async () => {
  const { project } = await lossy();
  const daemon = await project.open();
  const seen: Record<string, unknown> = {};
  for (const flow of ["go-on", "caught", "both", "loop", "branch", "retried", "outer", "ends"]) {
    const { status, failed_steps, first_failure } = await runOf(daemon, flow);
    seen[flow] = [status, failed_steps, first_failure?.step];
  }
  expect(seen).toEqual({
    "go-on": ["succeeded", 1, "thanks"],
    caught: ["succeeded", 1, "thanks"],
    both: ["succeeded", 2, "thanks"],
    loop: ["succeeded", 3, "lines/0/send"],
    branch: ["succeeded", 2, "way/hanoi/send"],
    retried: ["succeeded", 0, undefined],
    outer: ["succeeded", 1, "inner"],
    ends: ["failed", 2, "thanks"],
  });
});

it("marks them wherever a person looks: list, show, failures, the log, metrics", async () => {
  const { project } = await lossy();
  const daemon = await project.open();
  const ids: Record<string, string> = {};
  for (const flow of ["go-on", "outer", "retried", "ends"])
    ids[flow] = (await runOf(daemon, flow)).id;
  const listed = (await runs(daemon, ["list", "--with-failures"])).out.split("\n").slice(1);
  expect(listed.map((line) => line.replace(/^(\S+) .*(succeeded.*)$/, "$1 $2"))).toEqual([
    expect.stringMatching(/^\S+ succeeded, 1 step failed {2}called {2}thanks: invalid_request$/),
    `${ids["outer"]} succeeded, 1 step failed  outer   inner: invalid_request`,
    `${ids["go-on"]} succeeded, 1 step failed  go-on   thanks: invalid_request`,
  ]);
  const shown = (await runs(daemon, ["show", ids["outer"] as string])).out;
  expect(shown).toMatch(/called called as \S+, succeeded, 1 step failed/);
  expect(shown).toMatch(
    /succeeded, 1 step failed at inner: invalid_request: the run of called: .* in \d+ ms$/,
  );
  expect((await runs(daemon, ["failures"])).out).toMatch(/go-on +succeeded +invalid_request/);
  const { body } = await ask<FailureList>(daemon, "GET", `${API}/failures`);
  expect(body.failures.map(({ flow, status, count }) => [flow, status, count])).toEqual([
    ["ends", "failed", 1],
    ["called", "succeeded", 1],
    ["outer", "succeeded", 1],
    ["go-on", "succeeded", 1],
  ]);
  const line = await vi.waitFor(() => {
    const [found] = daemon
      .log("run finished, with failed steps")
      .filter(({ flow }) => flow === "go-on");
    if (found === undefined) throw new Error("not yet");
    return found;
  });
  expect(line).toMatchObject({
    level: "warn",
    run_id: ids["go-on"],
    status: "succeeded",
    failed_steps: 1,
    step: "thanks",
    reason: "invalid_request",
  });
  expect(daemon.log("run finished").every(({ failed_steps }) => failed_steps === undefined)).toBe(
    true,
  );
  const scrape = parseScrape(await (await fetch(`${daemon.adminUrl}/metrics`)).text());
  const { samples } = scrape.get("ahaflow_runs_with_failed_steps_total") ?? {};
  const counted = ["called", "go-on", "outer"].map((flow) => [
    `ahaflow_runs_with_failed_steps_total{flow="${flow}",status="succeeded"}`,
    1,
  ]);
  expect(samples).toEqual(new Map(counted as [string, number][]));
});

it("refuses a filter that means nothing", async () => {
  const { project } = await lossy();
  const daemon = await project.open();
  for (const query of ["with_failures=yes", "with_failures=true&status=failed"]) {
    const answer = await ask(daemon, "GET", `${API}/runs?${query}`);
    expect([answer.status, answer.body.error.code]).toEqual([400, "bad_query"]);
  }
  const { body } = await ask<RunList>(daemon, "GET", `${API}/runs?with_failures=false`);
  expect(body.runs).toEqual([]);
});

it("counts what failed before a restart, and not what a replay took over", async () => {
  const { project, upstream } = await lossy();
  project.flow("waits", {
    steps: [
      callStep(`${upstream.url}/no`, "thanks", { continue_on_error: true }),
      {
        id: "rest",
        wait: { webhook: { path: "/later/:key", key: "{{trigger.body.to}}", timeout: "1h" } },
      },
      callStep(upstream.url, "after"),
    ],
  });
  const daemon = await project.start();
  const id = await daemon.accept("/waits", { to: "hanoi" });
  await daemon.runWhen(id, ({ status }) => status === "waiting");
  await daemon.crash();
  const next = await project.start();
  await next.post("/later/hanoi", { to: "hanoi" });
  await next.finished(id);
  const { body: run } = await ask<Run>(next, "GET", `${API}/runs/${id}`);
  expect([run.status, run.failed_steps, run.first_failure?.step]).toEqual([
    "succeeded",
    1,
    "thanks",
  ]);
  const again = await replayed(next, id, { from_step: "after" });
  expect([again.status, again.failed_steps]).toEqual(["succeeded", 0]);
});

it("shows a stopped run's own reason, however it ended", async () => {
  const project = new Project();
  for (const status of ["succeeded", "failed", "cancelled"] as const)
    project.flow(status, {
      steps: [{ stop: { status, reason: "no phone for {{trigger.body.to}}" } }],
    });
  project.flow("mute", { steps: [{ stop: { status: "failed" } }] });
  const daemon = await project.open();
  for (const status of ["succeeded", "failed", "cancelled"]) {
    const run = await runOf(daemon, status);
    expect([run.status, run.stop_reason]).toEqual([status, "no phone for hanoi"]);
    const { out } = await runs(daemon, ["list", "--flow", status]);
    expect(out).toMatch(new RegExp(`${status} +${status} +stopped: no phone for hanoi$`));
    const page = (await runs(daemon, ["show", run.id])).out;
    expect(page).toMatch(new RegExp(`${status}: stopped: no phone for hanoi in \\d+ ms$`));
  }
  expect((await runOf(daemon, "mute")).stop_reason).toBeNull();
});
