import { spawnSync } from "node:child_process";
import { expect, it, vi } from "vitest";
import { CANARIES, expectNoCanary, expectNoCanaryIn } from "../support/canaries.ts";
import { Process } from "../support/process.ts";
import { callStep, Project } from "../support/project.ts";
import { json, startUpstream } from "../support/upstream.ts";

const BASE64 = Buffer.from(`user:${CANARIES.secret}`).toString("base64");

// Each daemon is looked into when its test ends: test/support/daemon.ts.
it("masks secrets that a sender or a flow puts into records, also when it crashes", async () => {
  const upstream = await startUpstream();
  upstream.answer = (response, arrival) => {
    if (arrival.path === "/stuck") return;
    const location = `/again?key=${CANARIES.secret}`;
    json(
      arrival.path === "/moved" ? 302 : 200,
      { said: BASE64, cut: CANARIES.secret.slice(0, 20) },
      {
        location,
      },
    )(response, arrival);
  };
  const project = new Project();
  project.flow("inside", {
    concurrency: { key: "{{trigger.body.key}}" },
    webhook: { dedupe: { key: "{{body.key}}-{{body.n}}" } },
    steps: [
      { id: "kept", set: { mine: "x {{trigger.body.key}}" } },
      { id: "loop", for_each: "{{trigger.body.list}}", steps: [callStep(upstream.url, "in")] },
      callStep(upstream.url, "echo"),
    ],
  });
  project.flow("moved", { steps: [callStep(`${upstream.url}/moved`, "a")] });
  project.flow("stop", {
    steps: [{ id: "s", stop: { status: "failed", reason: "{{trigger.body.key}}" } }],
  });
  project.flow("stuck", { steps: [callStep(`${upstream.url}/stuck`, "a")] });
  const daemon = await project.start({ AHAFLOW_LOG_LEVEL: "trace" });
  const listening = new Process(["listen", "--count", "1", "--admin", daemon.adminUrl], {});
  await vi.waitFor(() => expect(listening.errors).toContain("listening"), { timeout: 20_000 });
  const body = { key: CANARIES.secret, n: 1, list: [CANARIES.secret, BASE64] };
  const query = `?key=${CANARIES.secret}&twice=${encodeURIComponent(encodeURIComponent(BASE64))}`;
  const inside = await daemon.finished(await daemon.accept(`/inside${query}`, body));
  expect(inside.status).toBe("succeeded");
  expect(inside.payload.query["key"]).toBe("[redacted]");
  expect(inside.steps[0]?.output).toEqual({ mine: "x [redacted]" });
  expect(await listening.ended).toBe(0);
  expectNoCanary("ahaflow listen", listening.lines.join("\n"));
  for (const name of ["moved", "stop"])
    expect((await daemon.finished(await daemon.accept(`/${name}`, body))).status).toBe("failed");
  await daemon.accept("/stuck", { key: CANARIES.secret });
  await vi.waitFor(() =>
    expect(upstream.arrivals.some(({ path }) => path === "/stuck")).toBe(true),
  );
  expect(JSON.stringify(upstream.arrivals)).toContain(CANARIES.secret);
  await daemon.crash();
  expectNoCanaryIn(project.data);
});

it("masks secrets of a configuration and flows that are refused", async () => {
  const project = new Project({ limits: { concurrency: CANARIES.secret as unknown as number } });
  project.flow("a", { steps: [callStep("http://127.0.0.1:1", "a")] });
  const daemon = project.launch();
  expect(await daemon.ended).toBe(1);
  expect(daemon.errors).toContain("limits");
});

it("tells a bug that ends the process as one line without secrets, exit code 70", () => {
  const script = `
    import { maskBugsBy, reportBug } from "./build/telemetry/report-bug.js";
    reportBug("uncaughtException", new Error("early ${CANARIES.secret}"));
    maskBugsBy((text) => text.replaceAll("${CANARIES.secret}", "[redacted]"));
    reportBug("unhandledRejection", new Error("late ${CANARIES.secret}"));`;
  const { stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script]);
  const [early, late] = String(stderr)
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { stack: string; level: string });
  expectNoCanary("the fatal line", String(stderr));
  expect(early?.stack).toMatch(/^\s+at /);
  expect(late?.stack).toContain("late [redacted]");
  expect(late?.level).toBe("fatal");
});
