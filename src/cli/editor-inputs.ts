/** The input of an action that was made of a document, as editors take it: a template may stand for any value in it. */
import { isJsonObject } from "../documents/json-object.ts";
import { TEMPLATE, withStandIn } from "../documents/stand-in.ts";
import type { JsonSchema } from "../schemas.ts";

type Schema = JsonSchema | boolean;
type Named = [name: string, schema: Schema];

/**
 * Definitions for the input, under a name, and for all that it refers to, under names that begin with it. What a
 * template could make right or wrong (`if`, `not`, exactly one of several) is left to the checker.
 */
export function inputDefinitions(name: string, { $defs, ...input }: JsonSchema): Named[] {
  const inner = Object.entries(isJsonObject($defs) ? $defs : {});
  return [
    // `with` itself is no template.
    [name, changed(input, name)],
    ...inner.map(([own, schema]): Named => [`${name}.${own}`, value(schema as Schema, name)]),
  ];
}

const LEFT_OUT: ReadonlySet<string> = new Set(
  "if then else not contains dependentSchemas".split(" "),
);
const SINGLE: ReadonlySet<string> = new Set(["items", "additionalProperties"]);
const MAPS: ReadonlySet<string> = new Set(["properties", "patternProperties"]);
const LISTS: ReadonlySet<string> = new Set(["anyOf", "oneOf", "allOf", "prefixItems"]);

/** A value for which a template may stand. */
function value(schema: Schema, name: string): Schema {
  if (!isJsonObject(schema)) return schema;
  if ("$ref" in schema) return changed(schema, name);
  const own = changed(schema, name);
  const isCombined = ["anyOf", "allOf", "enum", "const", "format"].some((key) => key in own);
  if (!isCombined) return withStandIn(own, TEMPLATE);
  const { title, description, examples, ...rest } = own;
  const said = Object.entries({ title, description, examples }).filter(
    ([, one]) => one !== undefined,
  );
  const template = { type: "string", pattern: TEMPLATE.pattern };
  return { ...Object.fromEntries(said), anyOf: [rest, template] };
}

function changed(schema: JsonSchema, name: string): JsonSchema {
  const entries = Object.entries(schema).flatMap(([key, content]): [string, unknown][] => {
    if (LEFT_OUT.has(key)) return [];
    if (key === "$ref")
      return [[key, `#/$defs/${name}.${String(content).replace("#/$defs/", "")}`]];
    if (SINGLE.has(key)) return [[key, value(content as Schema, name)]];
    if (MAPS.has(key)) return [[key, mapped(content as Record<string, Schema>, name)]];
    if (!LISTS.has(key)) return [[key, content]];
    const branches = (content as Schema[]).map((one) => value(one, name));
    // A template may fit several branches, of which one alone would be asked for.
    return [[key === "oneOf" ? "anyOf" : key, branches]];
  });
  return Object.fromEntries(entries);
}

function mapped(schemas: Readonly<Record<string, Schema>>, name: string): Record<string, Schema> {
  return Object.fromEntries(Object.entries(schemas).map(([key, one]) => [key, value(one, name)]));
}
