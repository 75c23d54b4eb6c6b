/** `ahaflow actions`, and `ahaflow schema flow` with the actions of a document. */
import { join } from "node:path";
import { expect, it } from "vitest";
import { actions } from "#src/platforms/installed.js";
import { type Files, projectFolder } from "../flows/check-project.ts";
import { CRM, crmConfig } from "../platforms/openapi/crm.ts";
import { command } from "../platforms/openapi/run-flow.ts";
import { ahaflow } from "../support/program.ts";

const PROJECT = { "ahaflow.yaml": crmConfig(), ...CRM };

it("lists every action, and those of documents", async () => {
  const told = await command(PROJECT, "actions");
  const names = told.split("\n").filter((line) => /^[a-z_]+\.[a-z_]+( |$)/.test(line));
  expect(names.map((line) => line.split(" ", 1)[0])).toEqual([
    ...actions.keys(),
    "crm.get_leads",
    "crm.create_lead",
    "crm.leads_add_note",
  ]);
  expect(told).toContain("exit 0");
});

it("shows one, or those of a connection, with their fields", async () => {
  expect(await command(PROJECT, "actions", "crm.create_lead")).toBe(
    `crm.create_lead  Creates a lead.
    name*: text
    phone*: text or empty
    source: web | zalo | messenger
    score: whole number
    address: map
    parent: map
exit 0`,
  );
  expect(await command(PROJECT, "actions", "crm")).toMatch(/^crm\.get_leads {2}GET \/leads\n/);
});

it("says what each field of the actions that ship takes", async () => {
  const told = await command({}, "actions");
  expect(told).toContain("    user_id*: text\n");
  expect(told).toMatch(/ {4}message_tag: [A-Z_]+ \| /);
  expect(told).not.toContain(": anything");
});

it("counts choices, and lists the first of many", async () => {
  const many = Array.from({ length: 3_000 }, (_, at) => `c${at}`);
  const crm = String(CRM["apis/crm.yaml"]).replace(
    "enum: [new, won]",
    `enum: [${many.join(", ")}]`,
  );
  expect(await command({ ...PROJECT, "apis/crm.yaml": crm }, "actions", "crm.get_leads")).toMatch(
    / {4}status: c0 \| c1 \| .* \| c19 \| … \(3000 in all\)\n/,
  );
});

it("takes nothing for an operation that is none", async () => {
  const crm = String(CRM["apis/crm.yaml"]).replace("  /leads:\n", "  /leads:\n    put:\n");
  const told = await command({ ...PROJECT, "apis/crm.yaml": crm }, "actions", "crm");
  expect(told).not.toContain("put_leads");
});

it("has the schemas as JSON", async () => {
  const [line = ""] = (await command(PROJECT, "actions", "crm.get_leads", "--json")).split("\n");
  expect(JSON.parse(line)).toMatchObject({
    name: "crm.get_leads",
    connection: "openapi",
    over: "crm",
    idempotent: true,
    input: { properties: { status: { enum: ["new", "won"] } }, required: [] },
    output: { properties: { body: { items: { $ref: "#/$defs/Lead" } } } },
  });
});

it("says what is meant, and what can't be used", async () => {
  const folder = projectFolder(PROJECT);
  const wrong = await ahaflow(["actions", "crn", "--config", join(folder, "ahaflow.yaml")]);
  expect(wrong.code).toBe(2);
  expect(wrong.err).toContain('did you mean "crm"?');
  const broken = { ...PROJECT, "apis/parts.yaml": "Nothing: {}\n" };
  expect(await command(broken, "actions", "crm.leads_add_note")).toMatch(
    /^crm\.leads_add_note .*\n {4}can't be used: the reference parts\.yaml#\/Note in crm\.yaml, at .* leads nowhere\n/,
  );
});

interface Editor {
  readonly $defs: { readonly step: { readonly allOf: object[]; readonly properties: object } };
}

async function schema(files: Files): Promise<Editor> {
  return JSON.parse((await command(files, "schema", "flow")).replace(/\nexit 0$/, "")) as Editor;
}

it("gives editors the names and fields of a document's actions", async () => {
  const { step } = (await schema(PROJECT)).$defs;
  expect(step.properties).toMatchObject({
    uses: { anyOf: [{ enum: expect.arrayContaining(["crm.create_lead", "http.request"]) }, {}] },
  });
  expect(step.allOf).toContainEqual({
    if: { required: ["uses"], properties: { uses: { const: "crm.create_lead" } } },
    // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
    then: {
      required: ["with"],
      properties: { with: { $ref: "#/$defs/with.crm.create_lead" } },
    },
  });
  const plain = (await schema({})).$defs.step;
  expect(plain.allOf).toHaveLength(step.allOf.length - 3);
});
