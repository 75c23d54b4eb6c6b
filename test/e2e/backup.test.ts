import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Daemon } from "../support/daemon.ts";
import { Process } from "../support/process.ts";
import { ahaflow } from "../support/program.ts";
import { Project } from "../support/project.ts";

const FLOW = { steps: [{ id: "a", set: { seen: "{{trigger.body.n}}" } }] };

it("copies the journal while webhooks come, and a daemon starts on the copy", async () => {
  const project = new Project().flow("one", FLOW);
  const daemon = await project.start();
  const before: string[] = [];
  for (let n = 0; n < 50; n++) before.push(await daemon.accept("/one", { n }));
  await daemon.allFinished(50);
  const file = join(project.folder, "copy.db");
  const copying = beside(daemon, "backup", file);
  for (let n = 0; n < 100; n++) await daemon.accept("/one", { n, text: "x".repeat(10_000) });
  expect([await copying.ended, copying.errors.replace(/^written to .*\n$/, "")]).toEqual([0, ""]);
  const bytes = readFileSync(file);

  const again = beside(daemon, "backup", file);
  expect(await again.ended).toBe(1);
  expect(again.errors).toContain("is there already");
  const nowhere = beside(daemon, "backup", join(project.folder, "nowhere", "copy.db"));
  expect(await nowhere.ended).toBe(1);
  expect(nowhere.errors).toContain(`is there a folder ${join(project.folder, "nowhere")}`);
  expect(readFileSync(file).equals(bytes)).toBe(true);
  // The lock is still held.
  const second = project.launch();
  expect(await second.ended).toBe(1);
  expect(second.errors).toContain("another ahaflow already uses");
  await daemon.stop();

  const data = join(project.folder, "restored");
  mkdirSync(data);
  renameSync(file, join(data, "journal.db"));
  const restored = await project.start({ AHAFLOW_DATA: data });
  for (const id of before) expect((await restored.run(id)).status).toBe("succeeded");
});

it("says so when there is no daemon to copy from", async () => {
  const project = new Project();
  const { code, err } = await ahaflow(["backup", join(project.folder, "copy.db")], {
    AHAFLOW_ADMIN_PORT: "1",
  });
  expect(code).toBe(1);
  expect(err).toContain("no daemon answers");
});

it("exports runs with their steps, by flow, state and time", async () => {
  const project = new Project().flow("one", FLOW).flow("two", FLOW);
  const daemon = await project.start();
  const ids: string[] = [];
  for (let n = 0; n < 120; n++) ids.push(await daemon.accept(n % 2 ? "/one" : "/two", { n }));
  await daemon.allFinished(120);
  const all = beside(daemon, "runs", "export");
  expect([await all.ended, all.errors.replace(/^written to .*\n$/, "")]).toEqual([0, ""]);
  const runs = all.lines.map((line) => JSON.parse(line) as { id: string; steps: unknown[] });
  expect(runs.map(({ id }) => id)).toEqual(ids.toReversed());
  expect(runs.every(({ steps }) => steps.length === 1)).toBe(true);

  const out = join(project.folder, "runs.ndjson");
  const some = beside(daemon, "runs", "export", "--flow", "one", "--out", out);
  expect([await some.ended, some.errors.replace(/^written to .*\n$/, "")]).toEqual([0, ""]);
  expect(readFileSync(out, "utf8").trim().split("\n")).toHaveLength(60);
  const none = beside(daemon, "runs", "export", "--until", "2020-01-01T00:00:00Z");
  expect(await none.ended).toBe(0);
  expect(none.lines).toEqual([]);
  writeFileSync(out, "mine");
  const refused = beside(daemon, "runs", "export", "--status", "nonsense");
  expect(await refused.ended).toBe(1);
  expect(refused.errors).toContain("status is one of");
});

function beside(daemon: Daemon, ...args: string[]): Process {
  return new Process([...args, "--admin", daemon.adminUrl], {});
}
