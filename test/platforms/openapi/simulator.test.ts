/** The mock that `--simulate` makes of a document takes what the document says, in each of its forms. */
import { expect, it } from "vitest";
import { command, flow } from "./run-flow.ts";

const OBJECT = { type: "object", properties: { from: { type: "string" } } };

async function simulated(operation: object, input: string): Promise<string> {
  const document = {
    openapi: "3.1.0",
    servers: [{ url: "https://api.example.com" }],
    components: { schemas: { Period: OBJECT } },
    paths: { "/x": { post: { operationId: "call", responses: {}, ...operation } } },
  };
  const files = {
    "ahaflow.yaml": "connections: { api: { type: openapi, document: api.json } }\n",
    "api.json": JSON.stringify(document),
    "flows/a.yaml": flow(`{ uses: api.call, with: ${input} }`),
  };
  return command(files, "run", "a", "--simulate");
}

it.each([
  "application/json",
  "application/merge-patch+json",
  "application/vnd.api+json",
  "application/vnd.shop.v2+json; charset=utf-8",
])("takes a body of %s", async (type) => {
  const schema = { type: "object", properties: { note: { type: ["string", "null"] } } };
  const requestBody = { required: true, content: { [type]: { schema } } };
  expect(await simulated({ requestBody }, "{ note: null }")).toContain("exit 0");
});

it.each([
  ["an object", OBJECT],
  ["an object of a reference", { $ref: "#/components/schemas/Period" }],
  ["one of several", { anyOf: [OBJECT, { type: "string" }] }],
])("takes %s that is spread over the query", async (_what, schema) => {
  const parameters = [{ name: "period", in: "query", required: true, schema }];
  expect(await simulated({ parameters }, "{ period: { from: a } }")).toContain("exit 0");
});

const query = (name: string, schema: object) => ({ name, in: "query", required: true, schema });

it("answers ids and choices that the next call takes", async () => {
  const Id = { type: "string", pattern: "^(0|[1-9][0-9]*)$" };
  const Code = { type: "string", pattern: "^[A-Z]{3}[0-9a-f]{8}$", minLength: 11 };
  const Hash = { type: "string", pattern: "^[0-9a-f]{40}$" };
  const Kind = { type: "string", oneOf: [{ const: "guild", title: "A guild" }, { const: "user" }] };
  const properties = {
    id: { $ref: "#/components/schemas/Id" },
    hash: Hash,
    kind: Kind,
    kinds: { type: "array", items: Kind },
    // No text for it is found: it need not be there.
    code: Code,
  };
  const document = {
    openapi: "3.1.0",
    servers: [{ url: "https://api.example.com" }],
    components: { schemas: { Id } },
    paths: {
      "/one": {
        get: {
          operationId: "one",
          responses: {
            200: {
              description: "One.",
              content: {
                "application/json": { schema: { type: "object", required: ["id"], properties } },
              },
            },
          },
        },
      },
      "/two": {
        get: {
          operationId: "two",
          parameters: [query("id", Id), query("hash", Hash), query("kind", Kind)],
          responses: {},
        },
      },
    },
  };
  const body = "steps.one.output.body";
  const told = await command(
    {
      "ahaflow.yaml": "connections: { api: { type: openapi, document: api.json } }\n",
      "api.json": JSON.stringify(document),
      "flows/a.yaml": flow(
        "{ id: one, uses: api.one }",
        `{ uses: api.two, with: { id: "{{${body}.id}}", hash: "{{${body}.hash}}", kind: "{{${body}.kinds.[0]}}" } }`,
      ),
    },
    "run",
    "a",
    "--simulate",
  );
  expect(told).toContain("exit 0");
  expect(told).not.toContain("unexpected");
});
