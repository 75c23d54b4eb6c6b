/** The keywords of a schema that hold no schemas, as draft 2020-12 has them. */
import { isJsonObject, type JsonObject } from "../../documents/json-object.ts";
import { wrongPattern } from "../../documents/linear-pattern.ts";

const TYPES: ReadonlySet<unknown> = new Set(
  "string number integer boolean array object null".split(" "),
);

type Read = (value: unknown) => unknown;

const text: Read = (value) => (typeof value === "string" ? value : undefined);
const list: Read = (value) => (Array.isArray(value) && value.length > 0 ? value : undefined);
const anything: Read = (value) => value;

/** A number; one that is too long to be held was read as text. */
const number: Read = (value) => {
  const read = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof read === "number" && Number.isFinite(read) ? read : undefined;
};

const count: Read = (value) => {
  const read = number(value);
  return Number.isInteger(read) && (read as number) >= 0 ? read : undefined;
};

/** What each keyword may hold; what it can't is left out. */
const READ: Readonly<Record<string, Read>> = {
  title: text,
  description: text,
  default: anything,
  const: anything,
  enum: list,
  examples: list,
  format: text,
  contentEncoding: text,
  contentMediaType: text,
  type: (value) => {
    const types = [value].flat().filter((type) => TYPES.has(type));
    return types.length > 1 ? types : types[0];
  },
  pattern: (value) =>
    typeof value === "string" && wrongPattern({ pattern: value }) === undefined ? value : undefined,
  multipleOf: (value) => (Number(number(value)) > 0 ? number(value) : undefined),
  minimum: number,
  maximum: number,
  exclusiveMinimum: number,
  exclusiveMaximum: number,
  minLength: count,
  maxLength: count,
  minItems: count,
  maxItems: count,
  minProperties: count,
  maxProperties: count,
  uniqueItems: (value) => (typeof value === "boolean" ? value : undefined),
  dependentRequired: (value) => (isJsonObject(value) ? value : undefined),
};

/** Those of a schema that make sense; bounds and examples of OpenAPI 3.0 become those of JSON Schema. */
export function soundKeywords(given: JsonObject): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (const [keyword, read] of Object.entries(READ)) {
    const value = Object.hasOwn(given, keyword) ? read(given[keyword]) : undefined;
    if (value !== undefined) made[keyword] = value;
  }
  // In 3.0 they say of minimum and maximum whether these are left out themselves.
  for (const [bound, exclusive] of BOUNDS)
    if (given[exclusive] === true && made[bound] !== undefined) {
      made[exclusive] = made[bound];
      delete made[bound];
    }
  if (given["example"] !== undefined && made["examples"] === undefined)
    made["examples"] = [given["example"]];
  return made;
}

const BOUNDS = [
  ["minimum", "exclusiveMinimum"],
  ["maximum", "exclusiveMaximum"],
] as const;
