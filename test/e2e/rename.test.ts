import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { callStep, type FlowParts, Project } from "../support/project.ts";
import { callsOf, json, OK, startUpstream } from "../support/upstream.ts";

/** Gives a flow another name, in one change of its folder after another. */
function rename(project: Project, from: string, to: string, parts: FlowParts): void {
  project.flow(to, parts);
  rmSync(join(project.flows, `${from}.yaml`));
}

/** Waits, then calls another flow. */
const caller = (call: string): FlowParts => ({
  steps: [{ wait: { webhook: { path: "/go/:key", key: "x" } } }, { call, with: {} }],
});

it("keeps a renamed flow's keys, order, runs and replays, live and after a restart", async () => {
  const upstream = await startUpstream();
  const project = new Project();
  const parts = (was?: string[]): FlowParts => ({
    ...(was === undefined ? {} : { was }),
    webhook: { path: "/carts", dedupe: { key: "{{body.id}}" } },
    concurrency: { key: "one" },
    steps: [
      { wait: { webhook: { path: "/go/:key", key: "{{trigger.body.id}}" } } },
      callStep(upstream.url, "remind", { retry: { attempts: 1 } }),
    ],
  });
  project.flow("old", parts());
  const before = await project.start();
  const send = (daemon: typeof before, id: string) => daemon.post("/carts", { id });
  const waits = (daemon: typeof before, id: string) =>
    daemon.runWhen(id, ({ status }) => status === "waiting");
  const first = await before.accept("/carts", { id: "a" });
  await waits(before, first);

  // Without `was`, the log says what is about to be lost.
  rename(project, "old", "new", parts());
  const SEEMS = "a flow seems to have a new name";
  const warned = () =>
    before.lines
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ msg }) => String(msg).startsWith(SEEMS));
  await vi.waitFor(() => expect(before.log("reloaded").length).toBeGreaterThan(0), 20_000);
  await before.admin("/api/v1/reload", "POST");
  await vi.waitFor(() => expect(warned()).toMatchObject([{ flow: "new", was: "old" }]), 20_000);
  project.flow("new", parts(["old"]));
  await before.admin("/api/v1/reload", "POST");

  expect(await send(before, "a")).toMatchObject({
    status: 200,
    body: { run_id: first, duplicate: true },
  });
  const second = await before.accept("/carts", { id: "b" });
  expect((await before.run(second)).flow).toBe("new");
  await before.crash();

  const daemon = await project.start();
  await waits(daemon, first);
  expect((await send(daemon, "a")).body).toEqual({ run_id: first, duplicate: true });
  const third = await daemon.accept("/carts", { id: "c" });
  upstream.answer = json(403, {});
  await daemon.post("/go/a", {});
  expect((await daemon.finished(first)).status).toBe("failed");
  upstream.answer = OK;
  for (const [id, run] of [
    ["b", second],
    ["c", third],
  ] as const) {
    await waits(daemon, run);
    await daemon.post(`/go/${id}`, {});
    await daemon.finished(run);
  }
  expect(callsOf(upstream)).toEqual([first, second, third].map((run) => `${run} remind`));

  const names = async (query: string) => (await daemon.runs(query)).map(({ id }) => id);
  expect(await names("flow=new")).toEqual([third, second, first]);
  expect(await names("flow=old")).toEqual([first]);
  const planned = await fetch(`${daemon.adminUrl}/api/v1/runs/${first}/replay`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ dry_run: true }),
  });
  expect(await planned.json()).toMatchObject({ replay_of: first, flow: "new" });
  const replayed = await fetch(`${daemon.adminUrl}/api/v1/runs/replay`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ flow: "new", status: "failed", since: "2020-01-01T00:00:00Z" }),
  });
  const { runs } = (await replayed.json()) as { runs: { run_id: string; replay_id: string }[] };
  expect(runs.map(({ run_id }) => run_id)).toEqual([first]);
  expect((await daemon.run(runs[0]?.replay_id ?? "")).flow).toBe("new");
});

it("lets a run that waits call a flow that has another name by then", async () => {
  const upstream = await startUpstream();
  const project = new Project();
  const callee = (was?: string[]): FlowParts => ({
    ...(was === undefined ? {} : { was }),
    inputs: { type: "object" },
    steps: [callStep(upstream.url, "told")],
  });
  project.flow("staff", callee()).flow("asks", caller("staff"));
  const before = await project.start();
  const id = await before.accept("/asks", {});
  await before.runWhen(id, ({ status }) => status === "waiting");
  expect(await before.stop()).toBe(0);
  project.flow("asks", caller("team"));
  rename(project, "staff", "team", callee(["staff"]));
  const daemon = await project.start();
  await daemon.runWhen(id, ({ status }) => status === "waiting");
  await daemon.post("/go/x", {});
  expect((await daemon.finished(id)).status).toBe("succeeded");
  expect(upstream.arrivals).toHaveLength(1);
});
