/** A document's operations in the daemon: against a mock made from it, and while the document changes. */
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { CRM } from "../platforms/openapi/crm.ts";
import { CANARIES } from "../support/canaries.ts";
import { Daemon } from "../support/daemon.ts";
import { git } from "../support/git.ts";
import { Project } from "../support/project.ts";
import { lastReload, reloadNow, reloadWhen } from "../support/reloads.ts";

const crm = String(CRM["apis/crm.yaml"]);

/** A project whose CRM is described beside its ahaflow.yaml. */
function crmProject(): Project {
  const project = new Project({
    connections: {
      crm: {
        type: "openapi",
        document: "apis/crm.yaml",
        auth: { ApiKey: CANARIES.botToken },
        operations: { get_leads: { pagination: { by: "link" } } },
      },
    },
  });
  mkdirSync(join(project.folder, "apis"));
  for (const [path, text] of Object.entries(CRM)) writeFileSync(join(project.folder, path), text);
  return project.flow("lead", {
    steps: [
      { id: "lead", uses: "crm.create_lead", with: { name: "{{trigger.body.name}}", phone: "0" } },
      {
        uses: "crm.leads_add_note",
        with: { lead_id: "{{steps.lead.output.body.id}}", text: "{{steps.lead.output.body.name}}" },
      },
      { uses: "crm.get_leads", with: { status: "new" } },
    ],
  });
}

/** As git does: a daemon that looks meanwhile finds no half of a file. */
function write(project: Project, text: string): void {
  writeFileSync(join(project.folder, "written"), text);
  renameSync(join(project.folder, "written"), join(project.folder, "apis/crm.yaml"));
}

it("runs against a mock made from the document, which can go wrong", async () => {
  const project = crmProject();
  const daemon = await new Daemon(["start", "--simulate"], project.environment()).ready();
  const told = "every connection leads to the simulator";
  await vi.waitFor(() => expect(daemon.log(told)).toHaveLength(1), { timeout: 60_000 });
  const { openapi } = Object(daemon.log(told)[0]?.["simulators"]) as { openapi: string };
  const body = JSON.stringify({ endpoint: "crm.create_lead", status: 503 });
  const headers = { "content-type": "application/json" };
  await fetch(`${openapi}/_simulator/faults`, { method: "POST", headers, body });
  const run = await daemon.finished(await daemon.accept("/lead", { name: "Lan" }));
  expect(run).toMatchObject({ status: "succeeded", error: null });
  expect(run.steps[0]).toMatchObject({
    uses: "crm.create_lead",
    attempts: [{ error: { reason: "unavailable", status: 503 } }, {}],
    output: { status: 201, body: { id: 1, name: "text" } },
  });
  expect(run.steps[0]?.output).not.toHaveProperty("unexpected");
  expect(run.steps[1]?.output).toMatchObject({ status: 204, body: null });
  const lead = expect.objectContaining({ id: 1, name: "text" });
  expect(run.steps[2]).toMatchObject({
    attempts: [{}, {}],
    output: { items: [lead, lead], pages: 2, more: false },
  });
  const calls = await (await fetch(`${openapi}/_simulator/calls`)).json();
  expect(calls).toMatchObject({
    counts: { "crm.create_lead": 2, "crm.leads_add_note": 1, "crm.get_leads": 2 },
  });
});

it("marks a commit that the document differs from", async () => {
  const project = crmProject();
  git(project.folder, "init", "--quiet");
  git(project.folder, "add", ".");
  git(project.folder, "commit", "--quiet", "-m", "A CRM");
  const daemon = await project.open();
  expect((await lastReload(daemon)).dirty).toBe(false);
  write(project, crm.replace("summary: Creates a lead.", "summary: Makes a lead."));
  await reloadNow(daemon);
  expect(await reloadWhen(daemon, ({ dirty }) => dirty === true)).toMatchObject({ ok: true });
});

it("takes a changed document as a reload, and refuses one that is wrong", async () => {
  const project = crmProject();
  const daemon = await project.open();
  // The watcher, or its poll, sees it.
  write(project, crm.replace("operationId: createLead", "operationId: makeLead"));
  const refused = await reloadWhen(daemon, ({ ok }) => !ok);
  expect(refused.problems).toEqual([
    expect.objectContaining({
      rule: "unknown-action",
      message: 'there is no action "crm.create_lead"',
    }),
  ]);
  write(project, crm.replace("openapi: 3.0.3", "swagger: '2.0'"));
  await reloadNow(daemon);
  const broken = await lastReload(daemon);
  expect(broken.problems).toEqual([
    expect.objectContaining({
      rule: "broken-file",
      message: 'this is Swagger "2.0", and OpenAPI 3.0 or 3.1 is read',
      where: expect.objectContaining({ file: expect.stringMatching(/apis\/crm\.yaml$/), line: 1 }),
    }),
  ]);
  write(project, crm.replace("summary: Creates a lead.", "summary: Makes a lead."));
  // Either of the two sees it.
  await reloadNow(daemon);
  const mended = await reloadWhen(daemon, ({ ok }) => ok);
  expect(mended).toMatchObject({ changed: ["lead"], problems: [] });
  expect((await reloadNow(daemon)).body).toMatchObject({ ok: true, changed: [] });
});
