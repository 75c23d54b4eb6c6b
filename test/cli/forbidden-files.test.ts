/** What belongs to somebody else, as in a container: who may not read it is told, and what to do. */
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { Daemon } from "../support/daemon.ts";
import { Process } from "../support/process.ts";
import { Project } from "../support/project.ts";
import { reloadWhen } from "../support/reloads.ts";

/** Takes from root, as whom tests may run, the right to read and write everything. */
const NO_RIGHTS =
  'if [ "$(id -u)" = 0 ]; then set -- setpriv --bounding-set=-dac_override,-dac_read_search "$@"; fi';

const user = process.getuid?.();
const group = process.getgid?.();

/** A project of two folders, with a sample and a .env. */
function made(): Project {
  const webhook = { sample: "sample.json" };
  const project = new Project().flow("a", { steps: [{ id: "b", set: { c: 1 } }], webhook });
  writeFileSync(join(project.flows, "sample.json"), "{}");
  writeFileSync(join(project.folder, ".env"), "SHOP_KEY=hidden-value\n");
  return project;
}

it.each([
  [".env", `.env can't be read by user ${user} (EACCES)`, `sudo chgrp ${group} `],
  ["ahaflow.yaml", `ahaflow.yaml can't be read by user ${user} (EACCES)`, "permissions"],
  ["flows", `flows can't be read by user ${user} (EACCES)`, "readable for the user"],
  ["flows/a.yaml", `the file can't be read by user ${user} (EACCES)`, "permissions"],
  ["flows/sample.json", `can't be read by user ${user} (EACCES)`, "sample"],
])("%s that may not be read is told before anything starts", async (path, message, mend) => {
  const project = made();
  chmodSync(join(project.folder, path), 0);
  const start = new Process(["start"], project.environment(), NO_RIGHTS);
  expect(await start.ended).not.toBe(70);
  expect(start.errors).toContain(message);
  expect(start.errors).toContain(mend);
  expect(start.errors).not.toMatch(/hidden-value|^ +at /m);
  expect(start.lines.join()).not.toContain('"ready"');
});

it("a data folder that may not be written is told", async () => {
  const project = made();
  const start = new Process(
    ["start"],
    project.environment({ AHAFLOW_DATA: project.flows }),
    `chmod 555 ${project.flows}; ${NO_RIGHTS}`,
  );
  expect(await start.ended).toBe(1);
  expect(start.errors).toMatch(/^error: the journal in \S+ can't be written \(\w+\)\n/);
});

it("a folder that may not be read any more is a reload that is refused", async () => {
  const project = made();
  const daemon = await new Daemon(["start"], project.environment(), NO_RIGHTS).ready();
  chmodSync(project.flows, 0);
  const { problems } = await reloadWhen(daemon, ({ ok }) => !ok);
  expect(problems[0]?.message).toContain(`flows can't be read by user ${user} (EACCES)`);
  chmodSync(project.flows, 0o755);
  await reloadWhen(daemon, ({ ok }) => ok);
  expect((await daemon.post("/a", {})).status).toBe(202);
});
