import { describe, expect, it } from "vitest";
import { type Files, problemsIn, projectFolder } from "./check-project.ts";

/** A flow that calls, with `output` and a text that reads the answer. */
function flow(output: string, text: string, uses = "http.request"): string {
  return `name: lead
connection: shop
on: { webhook: { path: /lead } }
steps:
  - id: crm
    uses: ${uses}
    with: { ${uses === "http.request" ? 'url: "https://crm.example.com/"' : 'user_id: "6523889107654321"'} }
    ${output}
  - uses: ahachat.send_text
    with: { user_id: "6523889107654321", text: "Mã ${text}" }
`;
}

async function found(files: Files): Promise<string[]> {
  const problems = await problemsIn(projectFolder(files));
  return problems.map(
    ({ rule, severity, message, hint = "", where }) =>
      `${where.line} ${severity} ${rule}: ${message}; ${hint}`,
  );
}

const SAMPLE = {
  "flows/samples/crm.json": '{ "lead_id": 4711, "owner": { "name": "An" }, "tags": [] }',
};
const DECLARED = "output: samples/crm.json";
const BODY = "steps.crm.output.body";

describe("the declared output of an http.request", () => {
  it.each([
    `{{${BODY}.lead_id}}`,
    `{{${BODY}.owner.name}}`,
    `{{steps.crm.output.status}}`,
    `{{default ${BODY}.remark 'x'}}`,
    `{{#each ${BODY}.tags}}{{this}}{{/each}}`,
  ])("lets %s be read", async (text) => {
    expect(await found({ ...SAMPLE, "flows/lead.yaml": flow(DECLARED, text) })).toEqual([]);
  });

  it.each([
    [`{{${BODY}.led_id}}`, 'did you mean "lead_id"?'],
    [`{{${BODY}.owner.nmae}}`, 'did you mean "name"?'],
    [`{{${BODY}.price}}`, 'has no "price"'],
    [`{{default ${BODY}.lead_idd 'x'}}`, 'did you mean "lead_id"?'],
  ])("finds what is wrong with %s", async (text, says) => {
    const problems = await found({ ...SAMPLE, "flows/lead.yaml": flow(DECLARED, text) });
    expect(problems).toEqual([expect.stringContaining(says)]);
    expect(problems[0]).toMatch(/^10 error unknown-field/);
  });

  it("may be a JSON Schema of the body", async () => {
    const schema =
      "output: { type: object, required: [lead_id], properties: { lead_id: { type: integer } } }";
    expect(await found({ "flows/lead.yaml": flow(schema, `{{${BODY}.lead_id}}`) })).toEqual([]);
    expect(await found({ "flows/lead.yaml": flow(schema, `{{${BODY}.led_id}}`) })).toEqual([
      expect.stringContaining('did you mean "lead_id"?'),
    ]);
  });

  it.each([
    ["output: samples/nowhere.json", "8 error missing-file", {}],
    [DECLARED, "8 error broken-file", { "flows/samples/crm.json": "{" }],
    ["output: { type: strin }", "8 error wrong-schema", {}],
    ["output: 5", "8 error wrong-type", {}],
  ])("is wrong as %s", async (output, says, files) => {
    const problems = await found({ "flows/lead.yaml": flow(output, "Chào"), ...files });
    expect(problems).toEqual([expect.stringContaining(says)]);
  });

  it("is for http.request alone", async () => {
    const files = { ...SAMPLE, "flows/lead.yaml": flow(DECLARED, "Chào", "ahachat.find_user") };
    expect(await found(files)).toEqual([
      "8 error unknown-key: the output of ahachat.find_user is known: it can't be declared; take output away",
    ]);
  });
});

/** Tests of the flow with these bodies as answers. */
function tests(...bodies: string[]): string {
  const cases = bodies.map(
    (body, at) =>
      `  - { name: t${at}, mocks: { crm: { output: { status: 200, headers: {}, body: ${body} } } } }\n`,
  );
  return `flow: lead\ntests:\n${cases.join("")}`;
}

describe("the mocks of the tests beside a flow", () => {
  it.each([
    [`{{${BODY}.lead_id}}`, []],
    [`{{${BODY}.stage}}`, []],
    [`{{${BODY}.led_id}}`, ["10 error unknown-field"]],
    [`{{${BODY}.price}}`, ["10 warning not-in-mocks"]],
    [`{{default ${BODY}.price 'x'}}`, []],
  ])("tell of %s together", async (text, expected) => {
    const mocks = tests("{ lead_id: 4711 }", "{ stage: new }", "{}", "null");
    const files = { "flows/lead.test.yaml": mocks, "flows/lead.yaml": flow("", text) };
    expect(await found(files)).toEqual(expected.map((part) => expect.stringContaining(part)));
  });

  it("tell nothing where they are another flow's, or no YAML", async () => {
    const text = `{{${BODY}.price}}`;
    const mocks = tests("{ lead_id: 4711 }");
    for (const other of [
      mocks.replace("flow: lead", "flow: other"),
      "{",
      "[]",
      "flow: lead\ntests: 5",
    ])
      expect(
        await found({ "flows/lead.test.yaml": other, "flows/lead.yaml": flow("", text) }),
      ).toEqual([]);
  });

  it("give way to what the step declares", async () => {
    const files = {
      ...SAMPLE,
      "flows/lead.test.yaml": tests("{ price: 1 }"),
      "flows/lead.yaml": flow(DECLARED, `{{${BODY}.price}}`),
    };
    expect(await found(files)).toEqual([expect.stringContaining("10 error unknown-field")]);
  });
});
