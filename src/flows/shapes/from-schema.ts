import { type JsonSchema, loadSchema } from "../../schemas.ts";
import { shapeOfChoice } from "./from-value.ts";
import { isPlainText } from "./html-texts.ts";
import { BOOLEAN, mapOf, NUMBER, oneOf, type Shape, TEXT, together, UNKNOWN } from "./shape.ts";

/**
 * Deepest levels that are looked at, the next where the one before is too much: a schema may refer to itself,
 * and each of a hundred to dozens of others.
 */
const DEPTHS = [12, 10, 8, 7, 6, 5, 4];

/** Parts of a schema that are looked at for one shape. */
const MOST_PARTS = 20_000;

const SHIPPED = /^https:\/\/ahaflow\.dev\/schemas\/([a-z_./]+)\.schema\.json$/;

/** Keywords by which a schema has thought of what a text may hold. */
const CONSTRAINTS = ["minLength", "pattern", "format"];

/** Keywords that may ask for fields under conditions. */
const ASKING = [
  "allOf",
  "anyOf",
  "oneOf",
  "if",
  "not",
  "$ref",
  "dependentRequired",
  "dependentSchemas",
  "minProperties",
];

interface Source {
  /** The document that `#/…` points into. */
  readonly root: unknown;
  /** Whether a near miss is a mistake even where further fields are allowed. */
  readonly strict: boolean;
  /** Whether a name that it does not have is a doubt even where it may be missing. */
  readonly whole: boolean;
  /** Whether it is a sender's, of whose fields some are known. */
  readonly foreign: boolean;
  /** How deep is looked, and how many parts may still be. */
  readonly bounds: { readonly depth: number; left: number };
}

/**
 * The shape that a JSON Schema describes. An object that names its properties has no others, unless
 * `additionalProperties` says so: JSON Schema would allow them, but nobody could rely on them.
 * @param options strict: where others are allowed, a name close to a known one is still a mistake;
 *   whole: it names all that comes, so that another name is a doubt even with `default`; foreign: it is a sender's
 */
export function shapeOfSchema(
  schema: unknown,
  {
    strict = false,
    whole = false,
    foreign = false,
  }: Partial<Pick<Source, "strict" | "whole" | "foreign">> = {},
): Shape {
  for (const depth of DEPTHS) {
    const bounds = { depth, left: MOST_PARTS };
    const shape = read(schema, { root: schema, strict, whole, foreign, bounds }, 0);
    if (bounds.left >= 0) return shape;
  }
  return UNKNOWN;
}

function read(schema: unknown, source: Source, depth: number): Shape {
  const { bounds } = source;
  bounds.left -= 1;
  if (!isObject(schema) || depth > bounds.depth || bounds.left < 0) return UNKNOWN;
  const own = ownShape(schema, source, depth);
  const parts = [
    ...listOf(schema["allOf"]),
    ...[schema["then"], schema["else"]].filter(isObject),
    ...Object.values(isObject(schema["dependentSchemas"]) ? schema["dependentSchemas"] : {}),
  ].map((part) => read(part, source, depth + 1));
  for (const branches of [schema["oneOf"], schema["anyOf"]])
    if (Array.isArray(branches))
      parts.push(oneOf(branches.map((branch) => read(branch, source, depth + 1))));
  if (typeof schema["$ref"] === "string") parts.push(readReference(schema["$ref"], source, depth));
  return parts.reduce(together, own);
}

function ownShape(schema: JsonSchema, source: Source, depth: number): Shape {
  if ("const" in schema) return filled(shapeOfChoice(schema["const"]));
  const values = schema["enum"];
  if (Array.isArray(values))
    return filled(oneOf(values.filter((one) => one !== null).map(shapeOfChoice)));
  const { type } = schema;
  // That a value may be null does not change what it is otherwise.
  const types = (Array.isArray(type) ? type : [type ?? impliedType(schema)]).filter(
    (one) => one !== "null",
  );
  return oneOf(types.map((one) => typeShape(one, schema, source, depth)));
}

function filled(shape: Shape): Shape {
  return shape.kind === "text" ? { ...shape, filled: true } : shape;
}

function impliedType(schema: JsonSchema): string | undefined {
  if (isObject(schema["properties"])) return "object";
  return isObject(schema["items"]) ? "array" : undefined;
}

function typeShape(type: unknown, schema: JsonSchema, source: Source, depth: number): Shape {
  switch (type) {
    case "string":
      return {
        ...TEXT,
        ...(CONSTRAINTS.some((name) => name in schema) && { filled: true }),
        ...(isPlainText(schema) && { escaped: true }),
      };
    case "number":
    case "integer":
      return NUMBER;
    case "boolean":
      return BOOLEAN;
    case "array":
      return { kind: "list", items: read(schema["items"], source, depth + 1) };
    case "object":
      return objectShape(schema, source, depth);
    default:
      return UNKNOWN;
  }
}

function objectShape(schema: JsonSchema, source: Source, depth: number): Shape {
  const { properties, additionalProperties: additional, patternProperties } = schema;
  const rest = isObject(additional)
    ? read(additional, source, depth + 1)
    : additional === true || isObject(patternProperties)
      ? UNKNOWN
      : undefined;
  if (!isObject(properties)) return rest === undefined ? UNKNOWN : mapOf(rest);
  const required = listOf(schema["required"]);
  const fields = new Map(
    Object.entries(properties).map(([name, part]) => {
      const shape = read(part, source, depth + 1);
      const isOpen = shape.kind === "text" && shape.filled === undefined;
      return [name, isOpen ? { ...shape, filled: required.includes(name) } : shape];
    }),
  );
  const named = additional === false ? "all" : source.whole ? "schema" : undefined;
  return {
    kind: "object",
    fields,
    rest,
    ...(rest === undefined && named && { named }),
    ...(rest !== undefined && source.foreign && { foreign: true }),
    ...(source.strict ? { strict: true } : { optional: optionalOf(schema, fields.keys()) }),
  };
}

/** The fields that may be missing: none where other keywords than `required` may ask for them, too. */
function optionalOf(schema: JsonSchema, names: Iterable<string>): ReadonlySet<string> {
  const required = schema["required"];
  const isKnown = Array.isArray(required) && !ASKING.some((keyword) => keyword in schema);
  return new Set(isKnown ? [...names].filter((name) => !required.includes(name)) : []);
}

function readReference(reference: string, source: Source, depth: number): Shape {
  const [document = "", pointer = ""] = reference.split("#");
  const shipped = SHIPPED.exec(document)?.[1];
  if (document !== "" && shipped === undefined) return UNKNOWN;
  const root = shipped === undefined ? source.root : loadSchema(shipped);
  let target: unknown = root;
  for (const part of pointer.split("/").slice(1)) {
    const name = part.replaceAll("~1", "/").replaceAll("~0", "~");
    target = isObject(target) && Object.hasOwn(target, name) ? target[name] : undefined;
  }
  return read(target, { ...source, root }, depth + 1);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isObject(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
