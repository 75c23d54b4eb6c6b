/** Objects of a document, put together of all that `allOf` asks of them. */
import { isJsonObject } from "../../documents/json-object.ts";
import { child, type DocumentFiles, entries, follow, objectOf, type Part } from "./part.ts";

/** An object of which all properties are known. */
export interface ObjectShape {
  readonly properties: ReadonlyMap<string, Part>;
  readonly required: ReadonlySet<string>;
  /** What the schema says of others; undefined where it says nothing. */
  readonly additional: Part | undefined;
  readonly description: unknown;
}

/** Keywords beside which the properties alone do not say what fits. */
const COMBINING =
  `oneOf anyOf not if then else patternProperties dependentSchemas dependentRequired propertyNames
  unevaluatedProperties minProperties enum const`.split(/\s+/);

/** The properties of a schema of an object; undefined where it is none, or not as plain as that. */
export function objectShape(
  files: DocumentFiles,
  given: Part,
  seen: ReadonlySet<unknown> = new Set(),
): ObjectShape | undefined {
  const part = follow(files, given);
  const schema = objectOf(part);
  if (seen.has(schema) || !isPlainObject(schema)) return undefined;
  const properties = new Map<string, Part>();
  const required = new Set<string>();
  const own = child(part, "additionalProperties");
  let additional = own.value === undefined ? undefined : own;
  for (const [, branch] of entries(child(part, "allOf"))) {
    const shape = objectShape(files, branch, new Set([...seen, schema]));
    if (shape === undefined) return undefined;
    for (const [name, property] of shape.properties) properties.set(name, property);
    for (const name of shape.required) required.add(name);
    additional ??= shape.additional;
  }
  for (const [name, property] of entries(child(part, "properties"))) properties.set(name, property);
  for (const name of namesIn(schema["required"])) required.add(name);
  return { properties, required, additional, description: schema["description"] };
}

/** The texts of a list. */
export function namesIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === "string") : [];
}

function isPlainObject(schema: Readonly<Record<string, unknown>>): boolean {
  const { type, properties, allOf } = schema;
  const types = [type ?? []].flat();
  if (types.length > 0 && (types.length > 1 || types[0] !== "object")) return false;
  // That it may be null, too, is for a value, not for its properties.
  if (schema["nullable"] === true) return false;
  const isObject =
    types.length > 0 || isJsonObject(properties) || Array.isArray(allOf) || "required" in schema;
  return isObject && !COMBINING.some((keyword) => keyword in schema);
}
