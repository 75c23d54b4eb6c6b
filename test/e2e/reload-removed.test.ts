import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { callStep, Project } from "../support/project.ts";
import { answers, reloadNow } from "../support/reloads.ts";
import { callsOf, json, OK, startUpstream } from "../support/upstream.ts";

/** How a flow `goes` stops to listen on its path. */
const WAYS = {
  removed: (project: Project) => rmSync(join(project.flows, "goes.yaml")),
  renamed: (project: Project) => {
    rmSync(join(project.flows, "goes.yaml"));
    project.flow("went", { steps: [callStep("http://127.0.0.1:1", "other")] });
  },
  disabled: (project: Project) =>
    project.flow("goes", { enabled: false, steps: [callStep("http://127.0.0.1:1", "other")] }),
};

it.each(Object.entries(WAYS))(
  "a flow that is %s answers 404, and its runs finish as they began, also after a restart",
  async (_how, take) => {
    const upstream = await startUpstream();
    upstream.answer = json(503, {});
    const project = new Project({
      defaults: { retry: { delay: "100ms", backoff: "fixed", attempts: 100 } },
    });
    project.flow("goes", {
      concurrency: { key: "one" },
      steps: [callStep(upstream.url, "a"), callStep(upstream.url, "b")],
    });
    project.flow("stays", { steps: [callStep(upstream.url, "c")] });
    const before = await project.start();
    const running = await before.accept("/goes", {});
    const queued = await before.accept("/goes", {});
    await upstream.arrived(1);

    take(project);
    expect((await reloadNow(before)).status).toBe(200);
    await answers(before, "/goes", 404);
    await before.crash();
    const daemon = await project.start();
    await answers(daemon, "/goes", 404);
    upstream.answer = OK;
    const ended = [await daemon.finished(running), await daemon.finished(queued)];
    expect(ended.map(({ status, flow }) => [status, flow])).toEqual([
      ["succeeded", "goes"],
      ["succeeded", "goes"],
    ]);
    const calls = [...new Set(callsOf(upstream))];
    expect(calls).toEqual([`${running} a`, `${running} b`, `${queued} a`, `${queued} b`]);
    await daemon.accept("/stays", {});
  },
);

it("lets runs in flight finish on the version that they began with", async () => {
  const upstream = await startUpstream();
  const held: (() => void)[] = [];
  upstream.answer = (response, arrival) => void held.push(() => OK(response, arrival));
  const project = new Project();
  const write = (text: string) =>
    project.flow("greet", {
      steps: [callStep(upstream.url, "a"), callStep(upstream.url, "b", { json: { text } })],
    });
  write("old");
  const daemon = await project.start();
  const old = await daemon.accept("/greet", {});
  await upstream.arrived(1);
  write("new");
  expect((await reloadNow(daemon)).status).toBe(200);
  upstream.answer = OK;
  const next = await daemon.accept("/greet", {});
  expect((await daemon.finished(next)).steps[1]?.input).toMatchObject({ json: { text: "new" } });
  held[0]?.();
  expect((await daemon.finished(old)).steps[1]?.input).toMatchObject({ json: { text: "old" } });
});
