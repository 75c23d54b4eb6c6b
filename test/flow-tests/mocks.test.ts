/** What mocks give, held against what their actions give. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { shopAt } from "../support/project.ts";
import { FlowTestProject } from "./flow-test-project.ts";

const DOCUMENT = {
  openapi: "3.1.0",
  paths: {
    "/lead": {
      get: {
        operationId: "lead",
        responses: {
          "200": {
            content: {
              "application/json": {
                schema: {
                  type: "object",
                  properties: { id: { type: "integer" }, source: { enum: ["web", "zalo"] } },
                },
              },
            },
          },
        },
      },
    },
  },
};

function project(): FlowTestProject {
  const config = shopAt("https://ahachat.com");
  const crm = { type: "openapi", document: "crm.json", server: "https://crm.example.com" } as const;
  const made = new FlowTestProject({
    ...config,
    connections: { ...config.connections, crm },
  }).flow("hello", {
    connection: "shop",
    steps: [
      { id: "buyer", uses: "ahachat.find_user", with: { user_id: "6523889107654321" } },
      { id: "call", uses: "http.request", with: { url: "https://crm.example.com" } },
      { id: "lead", uses: "crm.lead", connection: "crm" },
    ],
  });
  writeFileSync(join(made.folder, "crm.json"), JSON.stringify(DOCUMENT));
  return made;
}

const tested = (mocks: string) =>
  project()
    .write("hello.test.yaml", `flow: hello\ntests:\n  - name: a\n    mocks: { ${mocks} }\n`)
    .test();

describe("a mock that never comes is refused at the place of ^:", () => {
  it.each([
    [
      "buyer: { output: { ^frist_name: An } }",
      'the output of ahachat.find_user has no "frist_name"',
      'did you mean "first_name"?',
    ],
    [
      "buyer: { output: { id: ^6523 } }",
      "id is a number, and text in the output of ahachat.find_user",
      "write it as the action gives it",
    ],
    ["buyer: [{ error: { reason: timeout } }, { output: { id: ^6523 } }]", "id is a number", ""],
    ["buyer: { output: ^An }", "this is text, and an object in the output of", ""],
    [
      "call: { output: { ^id: 7 } }",
      'the output of http.request has no "id"; it has: status, headers, body',
      "take it away",
    ],
    ['call: { output: { status: ^"200" } }', "status is text, and a number in the output", ""],
    [
      "lead: { output: { body: { ^idd: 7 } } }",
      'the output of crm.lead has no "idd"',
      'did you mean "id"?',
    ],
    ["lead: { output: { body: { id: ^a } } }", "id is text, and a number in", ""],
    [
      "lead: { output: { body: { source: ^zolo } } }",
      'source is "zolo", and one of web, zalo in the output of crm.lead',
      'did you mean "zalo"?',
    ],
  ])("%s", async (mocks, message, hint) => {
    const { code, err } = await tested(mocks.replace("^", ""));
    const column = "    mocks: { ".length + mocks.indexOf("^") + 1;
    expect(err).toContain(`hello.test.yaml:4:${column} error: ${message}`);
    expect(err).toContain(hint);
    expect([code, err.includes("1 error")]).toEqual([1, true]);
  });
});

it.each([
  "buyer: { output: { first_name: An } }",
  "buyer: { output: { last_total: 7, phone: null } }",
  "buyer: { output: {} }, call: { output: { body: [anything] } }, lead: { output: { status: 200 } }",
  "call: { output: { status: 404, body: { error: gone } } }",
  'lead: { output: { body: { id: "7" }, unexpected: ["id has to be a whole number, not text"] } }',
])("a mock may lack what its test does not need, and be as it comes: %s", async (mocks) => {
  expect(await tested(mocks)).toMatchObject({ code: 0, err: "" });
});
