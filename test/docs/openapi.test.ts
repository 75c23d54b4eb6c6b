/** docs/openapi.md: its example runs as it stands, against a mock made of its document. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { problemsIn } from "../flows/check-project.ts";
import { Daemon } from "../support/daemon.ts";
import { Project } from "../support/project.ts";
import { blocksOf } from "./pages.ts";

it("checks and runs its example", async () => {
  const project = new Project();
  for (const { file, text } of blocksOf("docs/openapi.md")) {
    if (file === undefined) continue;
    mkdirSync(dirname(join(project.folder, file)), { recursive: true });
    writeFileSync(join(project.folder, file), text);
  }
  expect(await problemsIn(project.folder)).toEqual([]);
  const daemon = await new Daemon(["start", "--simulate"], project.environment()).ready();
  const order = { order_id: "DH1024", name: "Lan", phone: "0901234567" };
  const run = await daemon.finished(await daemon.accept("/lead", order));
  expect(run.status).toBe("succeeded");
  expect(run.steps.map(({ uses, output }) => [uses, output])).toEqual([
    ["crm.create_lead", expect.objectContaining({ status: 201 })],
    ["crm.add_note", expect.objectContaining({ status: 204 })],
  ]);
});
