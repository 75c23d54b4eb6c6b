import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { ajv } from "./input-verdict.ts";
import { ENDPOINTS } from "#src/actions/ahachat/endpoints.js";
import { MESSAGE_TAGS } from "#src/actions/ahachat/message-tags.js";
import { actions } from "#src/actions/registry.js";
import { actionSchemaNames, type JsonSchema, loadSchema } from "#src/schemas.js";

test("registry and schema files name the same actions", () => {
  expect([...actions.keys()].toSorted().map((name) => `actions/${name}`)).toEqual(
    actionSchemaNames(),
  );
  expect(actions.size).toBe(9);
  for (const action of actions.values()) {
    expect(action.summary).not.toBe("");
    expect(action.connection).toBe(action.name.startsWith("ahachat.") ? "ahachat" : undefined);
  }
});

test("the examples of every action fit its schemas", () => {
  for (const { name, input, output } of actions.values()) {
    for (const schema of [input, output]) {
      const examples = schema["examples"] as unknown[];
      expect([name, examples]).not.toEqual([name, []]);
      const validate = ajv.compile(schema);
      for (const example of examples)
        expect([name, validate(example), validate.errors]).toEqual([name, true, null]);
    }
  }
});

test("every shape and property of the shared schema is described, with examples that fit", () => {
  const shared = loadSchema("messages") as JsonSchema & {
    $id: string;
    $defs: Record<string, JsonSchema>;
  };
  let seen = 0;
  const visit = (schema: JsonSchema, pointer: string) => {
    seen++;
    if ("$ref" in schema) return;
    expect(schema, pointer).toMatchObject({
      description: expect.any(String),
      examples: expect.any(Array),
    });
    const validate = ajv.compile({ $ref: `${shared.$id}#${pointer}` });
    for (const example of schema["examples"] as unknown[])
      expect([pointer, validate(example)]).toEqual([pointer, true]);
    for (const [name, property] of Object.entries(
      (schema["properties"] ?? {}) as Record<string, JsonSchema>,
    ))
      visit(property, `${pointer}/properties/${name}`);
  };
  for (const [name, schema] of Object.entries(shared.$defs)) visit(schema, `/$defs/${name}`);
  expect(seen).toBeGreaterThan(50);
});

test("the message tags of the schema are those of the list", () => {
  const { $defs } = loadSchema("messages") as { $defs: { message_tag: { enum: string[] } } };
  expect($defs.message_tag.enum).toEqual(MESSAGE_TAGS.map(({ name }) => name));
});

test("the generated types are those of the schemas", async () => {
  const script = new URL("../../scripts/generate-types.mjs", import.meta.url).pathname;
  await expect(promisify(execFile)(process.execPath, [script, "--check"])).resolves.toBeDefined();
});

test("the configuration can replace every endpoint", () => {
  const { $defs } = loadSchema("config") as {
    $defs: { connection: { properties: { endpoints: { properties: object } } } };
  };
  const known = Object.keys($defs.connection.properties.endpoints.properties);
  expect(known.toSorted()).toEqual(Object.keys(ENDPOINTS).toSorted());
  const documented = Object.entries(ENDPOINTS).filter(([, { mark }]) => mark === "documented");
  expect(documented.map(([name]) => name)).toEqual(["send_broadcast", "send_broadcast_by_phone"]);
});

