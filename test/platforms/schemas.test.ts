import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { ENDPOINTS } from "#src/platforms/ahachat/endpoints.js";
import { MESSAGE_TAGS } from "#src/platforms/ahachat/message-tags.js";
import { actions, deliveryKinds } from "#src/platforms/installed.js";
import {
  actionSchemaNames,
  deliverySchemaNames,
  type JsonSchema,
  loadSchema,
} from "#src/schemas.js";
import { ajv, sharedByActions } from "./input-verdict.ts";

type Shape = JsonSchema & {
  $id: string;
  $defs: Record<string, JsonSchema>;
  description: string;
  examples: unknown[];
  properties: Record<string, JsonSchema>;
};

test("registry and schema files name the same actions", () => {
  expect([...actions.keys()].toSorted().map((name) => name.replace(".", "/actions/"))).toEqual(
    actionSchemaNames(),
  );
  expect(actions.size).toBe(28);
  for (const action of actions.values()) {
    expect(action.summary).not.toBe("");
    const [platform] = action.name.split(".");
    expect(action.connection).toBe(platform === "http" ? undefined : platform);
  }
});

test("registry and schema files name the same kinds of deliveries", () => {
  const names = [...deliveryKinds.keys()].map((name) => name.replace(".", "/deliveries/"));
  expect(names.toSorted()).toEqual(deliverySchemaNames());
  expect(names.length).toBeGreaterThan(2);
});

test("every shape and property is described, with examples that fit", () => {
  let seen = 0;
  const visit = (schema: JsonSchema, place: string) => {
    if ("$ref" in schema) return;
    seen++;
    const { description, examples, properties } = schema as Partial<Shape>;
    expect([place, description, examples]).toEqual([
      place,
      expect.stringMatching(/\.$/),
      expect.arrayContaining([expect.anything()]),
    ]);
    const validate = ajv.getSchema(place);
    for (const example of examples ?? [])
      expect([place, validate?.(example), validate?.errors]).toEqual([place, true, null]);
    for (const [name, property] of Object.entries(properties ?? {}))
      visit(property, `${place}/properties/${name}`);
  };

  for (const file of sharedByActions) {
    const shared = loadSchema(file) as Shape;
    for (const [name, schema] of Object.entries(shared.$defs ?? {}))
      visit(schema, `${shared.$id}#/$defs/${name}`);
  }
  for (const file of [...actionSchemaNames(), ...deliverySchemaNames()]) {
    const action = loadSchema(file) as Shape;
    if (ajv.getSchema(action.$id) === undefined) ajv.addSchema(action);
    for (const [name, schema] of Object.entries(action.properties))
      visit(schema, `${action.$id}#/properties/${name}`);
  }
  expect(seen).toBeGreaterThan(100);
});

test("the message tags of the schema are those of the list", () => {
  const { $defs } = loadSchema("ahachat/messages") as {
    $defs: { message_tag: { enum: string[] } };
  };
  expect($defs.message_tag.enum).toEqual(MESSAGE_TAGS.map(({ name }) => name));
});

test("the generated types are those of the schemas", async () => {
  const script = new URL("../../scripts/generate-types.mjs", import.meta.url).pathname;
  await expect(promisify(execFile)(process.execPath, [script, "--check"])).resolves.toBeDefined();
});

test("the configuration can replace every endpoint", () => {
  const { properties } = loadSchema("ahachat/connection") as {
    properties: { endpoints: { properties: object } };
  };
  const known = Object.keys(properties.endpoints.properties);
  expect(known.toSorted()).toEqual(Object.keys(ENDPOINTS).toSorted());
  const documented = Object.entries(ENDPOINTS).filter(([, { mark }]) => mark === "documented");
  expect(documented.map(([name]) => name)).toEqual(["send_broadcast", "send_broadcast_by_phone"]);
});
