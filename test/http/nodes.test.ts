import { writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import type { NodeList, Reload, Stats } from "#src/generated/admin-api.js";
import { ask } from "../support/admin-api.ts";
import type { AnyDaemon } from "../support/daemon.ts";
import { git } from "../support/git.ts";
import { callStep, Project } from "../support/project.ts";
import { live } from "../support/reloads.ts";
import { startUpstream } from "../support/upstream.ts";

const listed = async (daemon: AnyDaemon) =>
  (await ask<NodeList>(daemon, "GET", "/api/v1/nodes")).body.nodes;

describe("GET /api/v1/nodes of a daemon with a journal in a folder", () => {
  it("has this daemon alone, with what is live on it and what it works on", async () => {
    const upstream = await startUpstream();
    const project = new Project().flow("a", { steps: [callStep(upstream.url, "call")] });
    git(project.folder, "init", "-q");
    git(project.folder, "add", "flows", "ahaflow.yaml");
    git(project.folder, "commit", "-qm", "first");
    const commit = git(project.folder, "rev-parse", "HEAD");
    const before = Date.now();
    const daemon = await project.open({ AHAFLOW_NODE: "quầy 1" });
    const [node, ...others] = await listed(daemon);
    expect(others).toEqual([]);
    expect(node).toEqual({
      id: expect.stringMatching(/^[\da-f-]{36}$/),
      name: "quầy 1",
      version: "0.1.0",
      commit,
      flows: 1,
      reload: "loaded",
      reloaded_at: expect.any(String),
      mistakes: 0,
      problems: [],
      webhook_url: daemon.webhookUrl,
      ready: true,
      reasons: [],
      started_at: expect.any(String),
      seen_at: expect.any(String),
      state: "live",
      runs: 0,
      self: true,
    });
    const { started_at = "", seen_at = "" } = node ?? {};
    expect(Date.parse(started_at)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(seen_at)).toBeGreaterThanOrEqual(Date.parse(started_at));
    expect(daemon.log("starting")).toMatchObject([{ node_name: "quầy 1" }]);

    // It stays in memory for so long.
    project.flow("rest", { steps: [{ wait: { for: "4s" } }] });
    await live(daemon, project, "rest");
    await daemon.accept("/rest", {});
    await vi.waitFor(async () => {
      const { body } = await ask<Stats>(daemon, "GET", "/api/v1/stats");
      expect(body.now).toMatchObject({ running: 0, waiting: 1 });
    });
    expect(await listed(daemon)).toMatchObject([{ runs: 1 }]);
    upstream.answer = () => undefined;
    await daemon.accept("/a", {});
    await vi.waitFor(async () => expect(await listed(daemon)).toMatchObject([{ runs: 2 }]));
  });

  it("tells how the newest files went, as its reload does, and is named after its machine", async () => {
    const project = new Project().flow("a", { steps: [{ set: { a: 1 } }] });
    const daemon = await project.open();
    const broken = join(project.flows, "b.yaml");
    writeFileSync(broken, "name: b\n");
    await vi.waitFor(async () =>
      expect(await listed(daemon)).toMatchObject([
        { name: hostname(), commit: null, flows: 1, reload: "refused" },
      ]),
    );
    const { body: last } = await ask<Reload>(daemon, "GET", "/api/v1/reload");
    expect(last.problems).not.toEqual([]);
    expect(await listed(daemon)).toMatchObject([
      { reloaded_at: last.at, mistakes: last.problems.length, problems: last.problems },
    ]);
    project.flow("b", { steps: [{ set: { a: 1 } }] });
    await vi.waitFor(async () =>
      expect(await listed(daemon)).toMatchObject([
        { flows: 2, reload: "loaded", mistakes: 0, problems: [] },
      ]),
    );
  });

  it("tells of many mistakes the first, each as a whole, without what only warns", async () => {
    const project = new Project().flow("a", { steps: [{ set: { a: 1 } }] });
    const daemon = await project.open();
    const steps = Array.from({ length: 30 }, (_, n) => ({ set: { [`n${n}`]: "{{vars.none}}" } }));
    project.flow("b", { webhook: { from: "chatbotx.event" }, steps });
    await vi.waitFor(
      async () => expect(await listed(daemon)).toMatchObject([{ reload: "refused" }]),
      20_000,
    );
    const { body: last } = await ask<Reload>(daemon, "GET", "/api/v1/reload");
    const errors = last.problems.filter(({ severity }) => severity === "error");
    expect(errors.length).toBeGreaterThan(20);
    expect(last.problems.length).toBeGreaterThan(errors.length);
    expect(await listed(daemon)).toMatchObject([
      { mistakes: errors.length, problems: errors.slice(0, 20) },
    ]);
    const wide = "x".repeat(9_000);
    project.flow("b", { [wide]: 1, [`y${wide}`]: 1, steps: [{ set: { a: 1 } }] });
    await vi.waitFor(async () => {
      const [node] = await listed(daemon);
      expect(node?.mistakes).toBe(2);
      expect(node?.problems.length).toBeLessThan(2);
    });
  });
});
