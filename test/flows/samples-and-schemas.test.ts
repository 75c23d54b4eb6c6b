/** The webhook's schema and its sample, held against each other, and what is wrong with the schema itself. */
import { expect, it } from "vitest";
import { problemsIn, projectFolder } from "./check-project.ts";

/** What is told of a webhook, as `rule line: message | hint`. */
async function told(webhook: string, files: Readonly<Record<string, unknown>> = {}) {
  const indented = webhook.trim().replaceAll(/^/gm, "    ");
  const folder = projectFolder({
    "flows/a.yaml": `on:\n  webhook:\n    path: /a\n${indented}\nsteps: [{ set: { b: 1 } }]\n`,
    ...Object.fromEntries(
      Object.entries(files).map(([name, content]) => [`flows/${name}`, JSON.stringify(content)]),
    ),
  });
  const problems = await problemsIn(folder);
  return problems.map(
    ({ rule, where, message, hint }) => `${rule} ${where.line}: ${message} | ${hint}`,
  );
}

it("tells of a number of a sample that can't be held at its line", async () => {
  const folder = projectFolder({
    "flows/a.yaml": "on: { webhook: { path: /a, sample: a.json } }\nsteps: [{ set: { b: 1 } }]\n",
    "flows/a.json": '{\n"a": 1,\n"b": 1e400 }',
  });
  expect((await problemsIn(folder)).map(({ message }) => message)).toEqual([
    "the sample a.json is broken at line 3: the JSON has a number that is too large or too small to be held; write it as text",
  ]);
});

const REFUSED = "such a delivery is answered 422: correct the sample, or the schema";
const NO_DELIVERY =
  "`ahaflow listen --save` writes a delivery as it comes; a body alone is a sample, too";
const TYPES = "the types are: string, number, integer, boolean, array, object, null";

it.each([
  [{ total: "1.250.000" }, "/total: total has to be a number, not text"],
  [
    { total: 1, items: [{ sku: "A" }, { sku: 7 }] },
    "/items/1/sku: items[1].sku has to be text, not a number",
  ],
  [{ total: -1 }, "/total: total has to be 0 or more"],
  [{ total: 1, status: "Paid" }, "/status: status has to be one of new, paid"],
  [{}, '"total" is missing'],
  [[], "this has to be a map, not a list"],
  [
    { headers: { "x-a": "1" }, body: { total: 1, status: null } },
    "/body/status: status has to be one of new, paid",
  ],
])("tells of the sample %j where the flow names it", async (sample, message) => {
  const webhook = `
schema:
  type: object
  required: [total]
  properties:
    total: { type: number, minimum: 0 }
    status: { enum: [new, paid] }
    items: { type: array, items: { properties: { sku: { type: string } } } }
sample: a.json`;
  expect(await told(webhook, { "a.json": sample })).toEqual([
    `sample-refused 11: the schema refuses the sample a.json: ${message} | ${REFUSED}`,
  ]);
});

it.each([
  [
    { body: 1, received_at: "2026-01-05 02:00" },
    '/received_at: received_at must match format "date-time"',
  ],
  [{ body: 1, received_at: 5 }, "/received_at: received_at has to be text, not a number"],
  [{ body: 1, headers: { "x-a": 1 } }, "/headers/x-a: headers.x-a has to be text, not a number"],
  [{ body: 1, query: [] }, "/query: query has to be a map, not a list"],
  [{ query: { a: 1 } }, "/query/a: query.a has to be text or a list, not a number"],
  [{ query: { a: ["1", 2] } }, "/query/a/1: query.a[1] has to be text, not a number"],
])("tells of the sample %j, which no delivery can be", async (sample, message) => {
  expect(await told("sample: a.json", { "a.json": sample })).toEqual([
    `sample-refused 4: the sample a.json is no delivery: ${message} | ${NO_DELIVERY}`,
  ]);
});

it.each([
  { query: "áo dài" },
  { query: "áo", method: "sms" },
  { query: ["a"] },
  { query: { a: "1", b: ["1", "2"] } },
  { body: { a: 1 }, received_at: "2026-01-05T09:00:00+07:00" },
])("takes the sample %j", async (sample) => {
  expect(await told("sample: a.json", { "a.json": sample })).toEqual([]);
});

it("reads a body that has a query alone as a body", async () => {
  const webhook = "schema: { required: [query], properties: { query: { type: string } } }";
  const problems = await told(`${webhook}\nsample: a.json`, { "a.json": { query: "áo dài" } });
  expect(problems).toEqual([]);
});

it("tells three things of one sample, and how many more there are", async () => {
  const webhook = "schema: { additionalProperties: { type: string } }\nsample: a.json";
  const [problem] = await told(webhook, { "a.json": { a: 1, b: 2, c: 3, d: 4 } });
  expect(problem).toContain("/c: c has to be text, not a number; and 1 more");
});

it("holds a sample against a schema in a file, and says no customer's value", async () => {
  const files = {
    "a.json": { phone: "0908071111" },
    "s.json": { properties: { phone: { type: "string", pattern: "^\\+84" } } },
  };
  const [problem] = await told("schema: s.json\nsample: a.json", files);
  expect(problem).toContain(
    "sample-refused 5: the schema refuses the sample a.json: /phone: phone is not",
  );
  expect(problem).not.toContain("0908071111");
});

it("says nothing of samples that fit", async () => {
  const schema = {
    type: "object",
    required: ["order_id"],
    properties: { total: { type: "number" } },
  };
  const webhook = `schema: ${JSON.stringify(schema)}\nsample: a.json`;
  expect(await told(webhook, { "a.json": { order_id: "DH1", total: 1, more: [] } })).toEqual([]);
});

it.each([
  ["type: striing", 'there is no type "striing"', `write type: string; ${TYPES}`],
  ["type: Number", 'there is no type "Number"', `write type: number; ${TYPES}`],
  ["type: int", 'there is no type "int"', `write type: integer; ${TYPES}`],
  ["type: [string, nul]", 'there is no type "nul"', `write type: null; ${TYPES}`],
  ["type: 1", "properties.a.type has to be the name of a type", TYPES],
  [
    "required: true",
    "properties.a.required has to be a list of names",
    "write required: [a] beside properties",
  ],
  [
    "enum: new",
    "properties.a.enum has to be a list, not text",
    'write ["new"], or on a line of its own: - "new"',
  ],
  ["minimum: '0'", "properties.a.minimum has to be a number, not text", "take the quotes away"],
])("tells of %s at its line", async (line, message, hint) => {
  const schema = `schema:\n  type: object\n  properties:\n    a:\n      ${line}`;
  expect(await told(schema)).toEqual([
    `wrong-schema 8: this is not a JSON Schema: ${message} | ${hint}`,
  ]);
});

it("names the place in a schema file", async () => {
  const files = { "s.json": { properties: { a: { type: "striing" } } } };
  expect(await told("schema: s.json", files)).toEqual([
    `wrong-schema 4: s.json, at /properties/a/type: this is not a JSON Schema: there is no type "striing" | write type: string; ${TYPES}`,
  ]);
});

it("tells of a misspelt name in required where it stands, and once", async () => {
  const schema =
    "schema:\n  type: object\n  required:\n    - ordr_id\n  properties: { order_id: {} }";
  const problem =
    'wrong-schema 7: required asks for "ordr_id", which is not among the properties | did you mean "order_id"?';
  expect(await told(schema)).toEqual([problem]);
  expect(await told(`${schema}\nsample: a.json`, { "a.json": { order_id: "1" } })).toEqual([
    problem,
  ]);
  expect(await told(`${schema}\nsample: a.json`, { "a.json": { ordr_id: "1" } })).toEqual([]);
});

it("says nothing of required names that no property nearly has", async () => {
  expect(await told("schema: { required: [total], properties: { order_id: {} } }")).toEqual([]);
});
