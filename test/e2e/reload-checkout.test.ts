import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import type { ReloadResult } from "#src/installation/reloader.js";
import type { Daemon } from "../support/daemon.ts";
import { callStep, Project } from "../support/project.ts";
import { lastReload, reloadNow, reloadWhen } from "../support/reloads.ts";
import { startUpstream } from "../support/upstream.ts";

const REFUSED = "reload refused; the flows of before go on";

const names = (count: number) => Array.from({ length: count }, (_, n) => `flow-${n}`);

const isRefused = ({ ok, problems }: ReloadResult) => !ok && problems.length === 2;

async function versions(daemon: Daemon): Promise<Record<string, string>> {
  const { flows } = (await daemon.admin("/api/v1/flows")).body as {
    flows: { name: string; version: string }[];
  };
  return Object.fromEntries(flows.map(({ name, version }) => [name, version]));
}

it("goes on with all old flows when one of a hundred new ones is wrong, until it is mended", async () => {
  const upstream = await startUpstream();
  const project = new Project();
  const write = (name: string, text: string) =>
    project.flow(name, { steps: [callStep(upstream.url, "a", { json: { text } })] });
  for (const name of names(100)) write(name, "old");
  const daemon = await project.start();
  const before = await versions(daemon);

  const broken = join(project.flows, "flow-50.yaml");
  writeFileSync(
    broken,
    'name: flow-50\non: { webhook: { path: /flow-50 } }\ndescripton: x\nsteps:\n  - { uses: http.requst, with: { url: "http://a.example" } }\n',
  );
  // A look that began before the mistake may still be reading: the others come after it.
  await reloadWhen(daemon, isRefused);
  for (const name of names(100)) if (name !== "flow-50") write(name, "new");
  await reloadNow(daemon);
  const refused = await reloadWhen(daemon, isRefused);
  expect(refused.problems.map(({ rule, where }) => [rule, where.file, where.line])).toEqual([
    ["unknown-key", broken, 3],
    ["unknown-action", broken, 5],
  ]);
  expect(refused.flows).toBe(100);
  // The log comes by another way than the API's answer, and has no frames.
  const told = { problems: refused.problems.map(({ frame: _frame, ...problem }) => problem) };
  await vi.waitFor(() => expect(daemon.log(REFUSED).at(-1)).toMatchObject(told));
  expect(await versions(daemon)).toEqual(before);
  await Promise.all(names(100).map((name) => daemon.accept(`/${name}`, {})));
  await upstream.arrived(100);
  expect(upstream.arrivals.map(({ json }) => (json as { text: string }).text)).toEqual(
    names(100).map(() => "old"),
  );

  write("flow-50", "new");
  const mended = await reloadWhen(daemon, ({ ok }) => ok);
  expect(mended.problems).toEqual([]);
  await reloadWhen(daemon, ({ changed }) => changed.includes("flow-50"));
  const run = await daemon.finished(await daemon.accept("/flow-50", {}));
  expect(run.steps[0]?.input).toMatchObject({ json: { text: "new" } });
  const after = await versions(daemon);
  expect(names(100).filter((name) => after[name] === before[name])).toEqual([]);
});

it("takes a checkout of another branch as a few reloads, and records the commit with the runs", async () => {
  const project = new Project();
  const git = (...args: string[]) =>
    execFileSync("git", ["-C", project.flows, ...args], {
      env: {
        PATH: process.env["PATH"],
        GIT_CONFIG_GLOBAL: "/dev/null",
        GIT_CONFIG_NOSYSTEM: "1",
        GIT_AUTHOR_NAME: "a",
        GIT_AUTHOR_EMAIL: "a@a.example",
        GIT_COMMITTER_NAME: "a",
        GIT_COMMITTER_EMAIL: "a@a.example",
      },
      encoding: "utf8",
      stdio: "pipe",
    }).trim();
  const commit = (branch: string, text: string) => {
    git("checkout", "-q", "-b", branch);
    for (const name of names(300))
      project.flow(name, { steps: [callStep("http://127.0.0.1:1", "a", { json: { text } })] });
    git("add", "-A");
    git("commit", "-q", "-m", branch);
    return git("rev-parse", "HEAD");
  };
  git("init", "-q");
  const one = commit("one", "text one");
  const two = commit("two", "the second text");
  git("checkout", "-q", "one");
  const daemon = await project.start();
  const commitOf = async () => {
    await daemon.accept("/flow-7", {});
    return (await daemon.runs("limit=1"))[0];
  };
  expect(await commitOf()).toMatchObject({ commit: one });
  const before = await versions(daemon);

  git("checkout", "-q", "two");
  await reloadWhen(daemon, ({ commit }) => commit === two);
  expect(await commitOf()).toMatchObject({ commit: two });
  const after = await versions(daemon);
  expect(names(300).filter((name) => after[name] === before[name])).toEqual([]);
  expect(daemon.log("reloaded").length).toBeLessThanOrEqual(5);
  expect(daemon.log(REFUSED)).toEqual([]);

  git("commit", "-q", "--allow-empty", "-m", "no flow changes");
  const three = git("rev-parse", "HEAD");
  await reloadWhen(daemon, ({ commit }) => commit === three);
  expect(await lastReload(daemon)).toMatchObject({ ok: true, added: [], changed: [], removed: [] });
  expect(await versions(daemon)).toEqual(after);
});
