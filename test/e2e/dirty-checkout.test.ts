import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { git } from "../support/git.ts";
import { Project } from "../support/project.ts";
import { reloadNow } from "../support/reloads.ts";

it("says of a run whether the flows were as the commit has them", async () => {
  const project = new Project();
  project.flow("a", { steps: [{ id: "x", set: { y: "z" } }] });
  git(project.folder, "init", "-q", "-b", "main");
  git(project.folder, "add", "flows", "ahaflow.yaml");
  git(project.folder, "commit", "-q", "-m", "one");
  const first = git(project.folder, "rev-parse", "HEAD");
  const daemon = await project.start();
  const commitOf = async (id: string) =>
    ((await daemon.finished(id)) as unknown as { commit: string }).commit;
  expect(await commitOf(await daemon.accept("/a", {}))).toBe(first);

  appendFileSync(join(project.flows, "a.yaml"), "\n");
  expect((await reloadNow(daemon)).body).toMatchObject({ commit: `${first}+`, dirty: true });
  expect(await commitOf(await daemon.accept("/a", {}))).toBe(`${first}+`);

  git(project.folder, "commit", "-q", "-a", "-m", "two");
  const second = git(project.folder, "rev-parse", "HEAD");
  expect((await reloadNow(daemon)).body).toMatchObject({ commit: second, dirty: false });
  expect(await commitOf(await daemon.accept("/a", {}))).toBe(second);
});
