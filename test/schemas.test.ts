import { describe, expect, it } from "vitest";
import {
  actionSchemaNames,
  deliverySchemaNames,
  type JsonSchema,
  loadSchema,
  sharedSchemaNames,
} from "#src/schemas.js";
import { ajv } from "./platforms/input-verdict.ts";

const names = [
  "flow",
  "config",
  "test",
  ...sharedSchemaNames(),
  ...actionSchemaNames(),
  ...deliverySchemaNames(),
];
const byId = new Map(names.map((name) => [String(loadSchema(name)["$id"]), loadSchema(name)]));

describe.each(names)("the schema %s", (name) => {
  it("is a JSON Schema, which the program takes for granted", () => {
    expect([ajv.validateSchema(loadSchema(name)), ajv.errors]).toEqual([true, null]);
  });

  it("describes every property, with an example that people can copy", () => {
    const bare: string[] = [];
    const root = loadSchema(name);
    walk(root, "", (property, at) => {
      const target = resolve(property, root);
      const description = property["description"] ?? target["description"];
      const shown = property["examples"] ?? target["examples"] ?? property["const"];
      if (typeof description !== "string") bare.push(`${at}: no description`);
      if (shown === undefined) bare.push(`${at}: no example`);
    });
    expect(bare).toEqual([]);
  });
});

function walk(
  schema: unknown,
  at: string,
  visit: (property: JsonSchema, at: string) => void,
): void {
  if (Array.isArray(schema)) {
    for (const [index, item] of schema.entries()) walk(item, `${at}/${index}`, visit);
    return;
  }
  if (typeof schema !== "object" || schema === null) return;
  for (const [keyword, value] of Object.entries(schema)) {
    if (["examples", "const", "enum", "default", "discriminator", "required"].includes(keyword))
      continue;
    if (keyword === "properties")
      for (const [name, property] of Object.entries(value as Record<string, JsonSchema>))
        if (typeof property === "object") visit(property, `${at}/${name}`);
    walk(value, `${at}/${keyword}`, visit);
  }
}

function resolve(property: JsonSchema, root: JsonSchema): JsonSchema {
  const reference = property["$ref"];
  if (typeof reference !== "string") return property;
  const [file = "", pointer = ""] = reference.split("#");
  const base = file === "" ? root : byId.get(new URL(file, String(root["$id"])).href);
  let target: unknown = base;
  for (const part of pointer.split("/").slice(1)) target = (target as JsonSchema)[part];
  return resolve(target as JsonSchema, base ?? root);
}
