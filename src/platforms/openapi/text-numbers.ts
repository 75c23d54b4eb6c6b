/**
 * Where a number goes out as text anyway, in a path, a query, a header, a cookie or a form, it may be given as text:
 * to the last digit, also one with more digits than a number of JSON holds.
 */
import { isJsonObject } from "../../documents/json-object.ts";
import type { JsonSchema } from "../../schemas.ts";

type Schema = JsonSchema | boolean;

/** References, lists and choices within one another that are looked into. */
const MOST_LEVELS = 6;

/** A schema that takes numbers as text, too, and those in its lists. @param defs what it may refer to */
export function withTextNumbers(
  schema: Schema,
  defs: Readonly<Record<string, JsonSchema>>,
  left = MOST_LEVELS,
): Schema {
  if (!isJsonObject(schema) || left === 0) return schema;
  const inner = (one: unknown) => withTextNumbers(one as Schema, defs, left - 1);
  const { $ref: reference, items } = schema;
  if (typeof reference === "string") {
    const { $ref: _reference, ...beside } = schema;
    const named = defs[reference.replace("#/$defs/", "")];
    const read = named === undefined ? schema : inner(named);
    return read === named || !isJsonObject(read) ? schema : { ...read, ...beside };
  }
  if (isJsonObject(items)) {
    const read = inner(items);
    return read === items ? schema : { ...schema, items: read };
  }
  const combined = COMBINING.find((key) => Array.isArray(schema[key]));
  if (combined === undefined) return numberOrText(schema);
  const { [combined]: branches, ...own } = schema;
  // A text may fit several branches, of which one alone would be asked for.
  const key = combined === "oneOf" ? "anyOf" : combined;
  return numberOrText({ ...own, [key]: (branches as Schema[]).map(inner) });
}

const COMBINING = ["anyOf", "oneOf", "allOf"];

function numberOrText(schema: JsonSchema): JsonSchema {
  const types = [schema["type"] ?? []].flat();
  if (types.includes("string")) return schema;
  const { const: only, ...others } = schema;
  const choices = only === undefined ? schema["enum"] : [only];
  const typed = types.length === 0 ? {} : { type: [...types, "string"] };
  if (Array.isArray(choices)) {
    // One with too many digits for a number is a text already.
    const texts = choices.filter((one) => typeof one === "number").map(String);
    const isText = texts.length > 0 || choices.some((one) => typeof one === "string");
    return isText ? { ...others, ...typed, enum: [...choices, ...texts] } : schema;
  }
  const isNumber = types.includes("number");
  if (!(isNumber || types.includes("integer"))) return schema;
  const pattern = isNumber ? "^-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?$" : "^-?\\d+$";
  return { ...schema, ...typed, pattern };
}
