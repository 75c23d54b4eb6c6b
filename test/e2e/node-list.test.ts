import { expect, it, vi } from "vitest";
import type { NodeList, Reload } from "#src/generated/admin-api.js";
import { ask } from "../support/admin-api.ts";
import type { Daemon } from "../support/daemon.ts";
import { git } from "../support/git.ts";
import { PostgresServer } from "../support/postgres.ts";
import { callStep, Project } from "../support/project.ts";
import { startUpstream } from "../support/upstream.ts";

const server = PostgresServer.forTests();

const listed = async (daemon: Daemon) =>
  (await ask<NodeList>(daemon, "GET", "/api/v1/nodes")).body.nodes;

/** A checkout of one flow. @returns it and its commit */
function checkout(url: string, message: string): [Project, string] {
  const project = new Project().flow("slow", { steps: [callStep(url, "call")] });
  git(project.folder, "init", "-q");
  git(project.folder, "add", "flows", "ahaflow.yaml");
  git(project.folder, "commit", "-qm", message);
  return [project, git(project.folder, "rev-parse", "HEAD")];
}

it("lists the nodes with their commits and runs: a killed one is gone, a stopped one is none", async () => {
  const platform = await startUpstream();
  const AHAFLOW_DATABASE_URL = await server.database();
  const [[north, northern], [south, southern]] = [
    checkout(platform.url, "first"),
    checkout(platform.url, "second"),
  ];
  const [first, second, third] = await Promise.all([
    north.start({ AHAFLOW_DATABASE_URL, AHAFLOW_NODE: "north", AHAFLOW_DRAIN: "1m" }),
    south.start({ AHAFLOW_DATABASE_URL, AHAFLOW_NODE: "south" }),
    south.start({ AHAFLOW_DATABASE_URL, AHAFLOW_NODE: "spare" }),
  ]);
  const all = [
    { name: "north", commit: northern, state: "live", webhook_url: first.webhookUrl },
    { name: "south", commit: southern, state: "live", webhook_url: second.webhookUrl },
    { name: "spare", commit: southern, state: "live", webhook_url: third.webhookUrl },
  ];
  await vi.waitFor(async () => expect(await listed(first)).toMatchObject(all), 10_000);
  for (const node of await listed(first)) expect(node).toMatchObject({ ready: true, reasons: [] });
  for (const [node, name] of [
    [first, "north"],
    [second, "south"],
  ] as const)
    expect((await listed(node)).filter(({ self }) => self)).toMatchObject([{ name, flows: 1 }]);

  south.flow("slow", { steps: [callStep(platform.url, "call"), { set: { a: 1 } }] });
  const changed = { name: "south", commit: `${southern}+`, reload: "loaded" };
  await vi.waitFor(async () => expect((await listed(first))[1]).toMatchObject(changed), 15_000);

  const reloads = () => ask<Reload>(first, "POST", "/api/v1/reload");
  const live = { ok: true, problems: [] };
  expect(await reloads()).toMatchObject({
    status: 200,
    body: {
      ...live,
      others: [
        { node: "south", reload: live },
        { node: "spare", reload: live },
      ],
      unanswered: [],
    },
  });
  south.flow("slow", { steps: [callStep(platform.url, "call"), { set: { a: "{{vars.none}}" } }] });
  const wrong = { ok: false, problems: [{ where: { line: expect.any(Number) } }] };
  const asked = await reloads();
  expect(asked).toMatchObject({
    status: 422,
    body: {
      ...live,
      others: [
        { node: "south", reload: wrong },
        { node: "spare", reload: wrong },
      ],
    },
  });
  await vi.waitFor(
    async () => expect((await listed(first))[1]).toMatchObject({ reload: "refused" }),
    15_000,
  );
  const { body: refused } = await ask<Reload>(second, "GET", "/api/v1/reload");
  const problem = { rule: expect.any(String), where: { line: expect.any(Number) } };
  expect(refused.problems).toMatchObject([problem]);
  const told = { reloaded_at: refused.at, mistakes: 1, problems: refused.problems };
  expect((await listed(first))[1]).toMatchObject(told);

  expect(await third.stop()).toBe(0);
  expect((await listed(first)).map(({ name }) => name)).toEqual(["north", "south"]);

  // Nothing answers: what is called for stays with the node that calls.
  platform.answer = () => undefined;
  await first.accept("/slow", {});
  await vi.waitFor(async () => expect((await listed(second))[0]?.runs).toBe(1), 5_000);
  first.child.kill("SIGTERM");
  const stopping = { ready: false, reasons: [{ code: "stopping" }], state: "live" };
  await vi.waitFor(async () => expect((await listed(second))[0]).toMatchObject(stopping), 5_000);
  await first.crash();
  await vi.waitFor(
    async () =>
      expect(await listed(second)).toMatchObject([
        { name: "south", state: "live", runs: 1, self: true },
        {
          name: "north",
          state: "gone",
          ready: false,
          reasons: [{ code: "gone" }],
          runs: 0,
          self: false,
        },
      ]),
    15_000,
  );
});
