import { expect, it, vi } from "vitest";
import type { Daemon } from "../support/daemon.ts";
import { callStep, Project } from "../support/project.ts";
import { json, OK, startUpstream } from "../support/upstream.ts";

type Line = Record<string, unknown>;

/** The lines with a message, once there are so many. */
function lines(daemon: Daemon, message: string, count = 1): Promise<Line[]> {
  return vi.waitFor(
    () => {
      const found = daemon.log(message);
      if (found.length < count) throw new Error(`not yet: ${daemon.lines.join("\n")}`);
      return found;
    },
    { timeout: 10_000, interval: 20 },
  );
}

it("has one line for a run, with its id and that of the request", async () => {
  const upstream = await startUpstream();
  upstream.answer = (response, arrival) =>
    (arrival.path === "/down" ? json(503, {}) : OK)(response, arrival);
  const project = new Project({ defaults: { retry: { attempts: 2, delay: "10ms" } } });
  project.flow("good", { steps: [callStep(upstream.url, "a"), callStep(upstream.url, "b")] });
  project.flow("down", { steps: [callStep(`${upstream.url}/down`, "a")] });
  const daemon = await project.start();
  const headers = { "content-type": "application/json", "x-request-id": "aha.2026:7-a_b" };
  const good = await daemon.send("/good", { method: "POST", headers, body: "{}" });
  expect(good.headers.get("x-request-id")).toBe("aha.2026:7-a_b");
  const down = await daemon.post("/down", {});
  const given = down.headers.get("x-request-id");
  expect(given).toMatch(/^[0-9a-f-]{36}$/);
  const [finished] = await lines(daemon, "run finished");
  expect(finished).toMatchObject({
    level: "info",
    run_id: good.body.run_id,
    request_id: "aha.2026:7-a_b",
    flow: "good",
    status: "succeeded",
    duration_ms: expect.any(Number),
  });
  const [failed] = await lines(daemon, "run failed");
  expect(failed).toMatchObject({
    level: "warn",
    run_id: down.body.run_id,
    request_id: given,
    flow: "down",
    status: "failed",
    reason: "unavailable",
  });
  for (const { body } of [good, down])
    expect(daemon.lines.filter((line) => line.includes(body.run_id))).toHaveLength(1);
});

it("keeps the request's id over a crash", async () => {
  const upstream = await startUpstream();
  let isUp = false;
  upstream.answer = (response, arrival) => {
    if (isUp) OK(response, arrival);
  };
  const project = new Project();
  project.flow("good", { steps: [callStep(upstream.url, "a")] });
  const first = await project.start();
  const { headers } = await first.post("/good", {});
  await upstream.arrived(1);
  await first.crash();
  isUp = true;
  const second = await project.start();
  const [finished] = await lines(second, "run finished");
  expect(finished?.["request_id"]).toBe(headers.get("x-request-id"));
});

it("makes an id of its own where that of the sender is of no use", async () => {
  const project = new Project();
  project.flow("good", { steps: [{ stop: {} }] });
  const daemon = await project.start();
  for (const wrong of ["", "a b", "x".repeat(65), "{}", "a/../b"]) {
    const answer = await daemon.send("/good", { headers: { "x-request-id": wrong } });
    expect(answer.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  }
});

it("tells details at debug, and never a path or a query as they came", async () => {
  const upstream = await startUpstream();
  const project = new Project();
  const path = "/shops/:shop/orders";
  project.flow("good", { webhook: { path }, steps: [callStep(upstream.url, "a")] });
  const daemon = await project.start({ AHAFLOW_LOG_LEVEL: "debug" });
  const run_id = await daemon.accept("/shops/0908071111/orders?phone=0908072222", {});
  await daemon.finished(run_id);
  const [accepted] = await lines(daemon, "webhook accepted");
  expect(accepted).toMatchObject({ level: "debug", run_id, flow: "good", path, status: 202 });
  const [attempt] = await lines(daemon, "attempt ended");
  expect(attempt).toMatchObject({
    level: "debug",
    run_id,
    step: "a",
    action: "http.request",
    outcome: "succeeded",
    attempt: 1,
  });
  await daemon.post("/0908073333?phone=0908074444", {});
  const [rejected] = await lines(daemon, "webhook rejected");
  expect(rejected).toMatchObject({ level: "debug", status: 404, code: "no_such_path" });
  expect(daemon.lines.join("\n")).not.toMatch(/090807/);
});

it("warns of refusals once a minute for each code", async () => {
  const project = new Project();
  project.flow("good", { steps: [{ stop: {} }] });
  const daemon = await project.start();
  const broken = { method: "POST", headers: { "content-type": "application/json" }, body: "{" };
  const { headers } = await daemon.send("/good", broken);
  for (let count = 0; count < 20; count++) await daemon.send("/good", broken);
  for (let count = 0; count < 20; count++) await daemon.send("/nowhere");
  await daemon.send("/good", { method: "PUT" });
  const message = "webhooks are rejected; told once a minute for each code";
  const told = await lines(daemon, message, 2);
  expect(told.map(({ code }) => code)).toEqual(["invalid_json", "method_not_allowed"]);
  expect(told[0]).toMatchObject({
    level: "warn",
    request_id: headers.get("x-request-id"),
    flow: "good",
    status: 400,
  });
});

it("says when it starts and why it stops, each line as JSON with a message", async () => {
  const project = new Project();
  project.flow("good", { steps: [{ stop: {} }] });
  const daemon = await project.start({ AHAFLOW_LOG_LEVEL: "trace" });
  await daemon.finished(await daemon.accept("/good", {}));
  expect(await daemon.stop()).toBe(0);
  const shown = daemon.lines.map((line) => JSON.parse(line) as Line);
  expect(shown[0]).toMatchObject({ msg: "starting", version: "0.1.0", data: project.data });
  expect(shown.at(-2)).toMatchObject({ msg: "stopping", signal: "SIGTERM" });
  expect(shown.at(-1)).toMatchObject({ msg: "stopped" });
  for (const line of shown)
    expect(line).toMatchObject({
      level: expect.stringMatching(/^(trace|debug|info|warn|error|fatal)$/),
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      msg: expect.stringMatching(/^[a-z].{3,}/),
    });
  expect(daemon.errors).toBe("");
});

it("says once at the start that proxies of the environment are not used, never which", async () => {
  const project = new Project();
  project.flow("a", { steps: [{ set: { b: 1 } }] });
  const daemon = await project.start({
    HTTPS_PROXY: "http://user:s3cret@10.0.0.1:3128",
    http_proxy: "http://10.0.0.1:3128",
    ALL_PROXY: "",
    NO_PROXY: "localhost",
  });
  const told = daemon.log(
    "calls go out directly: no proxy of the environment is used (docs/security.md)",
  );
  expect(told).toMatchObject([{ level: "warn", variables: ["HTTPS_PROXY", "http_proxy"] }]);
  expect(daemon.lines.join("\n")).not.toContain("s3cret");
});
