/**
 * Values that fit a schema: what the document gives for an example, else one made of types, bounds and
 * formats. The libraries for it bring a parser of XML along.
 */
import { isJsonObject, type JsonObject } from "../../documents/json-object.ts";
import { parsePointer } from "../../documents/json-pointer.ts";
import type { JsonSchema } from "../../schemas.ts";
import type { Answer } from "./answers.ts";
import type { CompiledOperation } from "./compile-operation.ts";
import { pagedExample } from "./pagination.ts";
import { patternText } from "./pattern-text.ts";

/** Deepest level that is filled, but for what has to be there. */
const DEPTH = 4;
/** Deepest level of all: a schema may ask for itself. */
const DEEPEST = 12;

/** Values and characters that are made at most: a document may ask for any number of them. */
const MOST_MADE = 100_000;

/** What an operation may answer: the output of its step. */
export function exampleOutput(compiled: CompiledOperation): JsonObject {
  const { pagination } = compiled;
  const answer = exampleAnswer(compiled);
  return pagination === undefined ? answer : pagedExample(answer["body"], pagination);
}

/** One answer of an operation, as the output of a step has it that makes one call. */
export function exampleAnswer({ answers }: CompiledOperation): JsonObject {
  const answer = answers.all[0];
  const status = Number((answer?.status ?? "200").replace("XX", "00").replace("DEFAULT", "200"));
  const headers = { "content-type": answer?.types[0] ?? "application/json" };
  return { status, headers, body: answer === undefined ? null : exampleBody(answer, answers.defs) };
}

/** The body of an answer, the document's own where that fits; null where it has none. */
function exampleBody({ schema, check, examples, types }: Answer, $defs: JsonObject): unknown {
  const fitting = examples.filter((one) => (check?.(one) ?? []).length === 0);
  if (fitting.length > 0) return fitting[0];
  if (schema === undefined) return types.length === 0 ? null : "text";
  const made = exampleOf(schema, { $defs, believesParts: true, room: { left: MOST_MADE } });
  if ((check?.(made) ?? []).length === 0) return made;
  return exampleOf(schema, { $defs, believesParts: false, room: { left: MOST_MADE } });
}

/** How values are made. */
interface Making {
  readonly $defs: JsonObject;
  /** Whether examples of whole lists and objects are taken: documents have some that do not fit. */
  readonly believesParts: boolean;
  /** What may still be made. */
  readonly room: { left: number };
}

/** A value that fits a schema, as far as that can be told from single keywords. */
function exampleOf(schema: JsonSchema | boolean | undefined, making: Making, depth = 0): unknown {
  const { $defs, believesParts, room } = making;
  if (!isJsonObject(schema) || depth > DEEPEST || room.left <= 0) return null;
  room.left -= 1;
  const [example] = (schema["examples"] ?? []) as unknown[];
  for (const given of [schema["const"], example, schema["default"]])
    if (given !== undefined && (believesParts || typeof given !== "object")) return given;
  const choices = schema["enum"];
  if (Array.isArray(choices)) return choices[0];
  if (typeof schema["$ref"] === "string")
    return exampleOf(named(schema["$ref"], $defs), making, depth + 1);
  const [branch] = (schema["oneOf"] ?? schema["anyOf"] ?? []) as JsonSchema[];
  const parts = [
    ...((schema["allOf"] ?? []) as JsonSchema[]),
    ...(branch === undefined ? [] : [branch]),
  ];
  const own = ofType(schema, making, depth);
  if (parts.length === 0) return own;
  const made = parts.map((part) => exampleOf(part, making, depth + 1));
  const objects = [own, ...made].filter(isJsonObject);
  if (objects.length > 0) return Object.assign({}, ...objects);
  // A part says more than the type beside it: a constant of `oneOf` is one of the choices.
  return made.find((one) => one !== null && one !== undefined) ?? own ?? made[0];
}

function named(reference: string, $defs: JsonObject): JsonSchema {
  return $defs[String(parsePointer(reference).at(-1))] as JsonSchema;
}

function ofType(schema: JsonSchema, making: Making, depth: number): unknown {
  switch (typeOf(schema)) {
    case "object":
      return ofObject(schema, making, depth);
    case "array": {
      const count = Math.max(Number(schema["minItems"] ?? 0), depth < DEPTH ? 1 : 0);
      const items = (schema["items"] ?? {}) as JsonSchema;
      return Array.from({ length: Math.min(count, making.room.left) }, () =>
        exampleOf(items, making, depth + 1),
      );
    }
    case "string":
      return (schema["pattern"] && patternText(schema)) || ofText(schema, making.room);
    case "integer":
    case "number":
      return ofNumber(schema);
    case "boolean":
      return true;
    default:
      return null;
  }
}

function typeOf(schema: JsonSchema): string {
  const type = [schema["type"]].flat().find((one) => one !== "null");
  if (typeof type === "string") return type;
  return isJsonObject(schema["properties"]) ? "object" : "null";
}

/** Whether a value can be made that fits: not of every pattern. */
function isMakeable(schema: JsonSchema | undefined): boolean {
  if (!isJsonObject(schema) || schema["pattern"] === undefined) return true;
  const given = ["const", "enum", "examples", "default"].some((key) => key in schema);
  return given || patternText(schema) !== undefined;
}

function ofObject(schema: JsonSchema, making: Making, depth: number): unknown {
  const properties = (schema["properties"] ?? {}) as Record<string, JsonSchema>;
  const required = (schema["required"] ?? []) as string[];
  const wanted = Object.keys(properties).filter(
    (name) => required.includes(name) || (depth < DEPTH && isMakeable(properties[name])),
  );
  return Object.fromEntries(
    wanted.map((name) => [name, exampleOf(properties[name], making, depth + 1)]),
  );
}

const BY_FORMAT: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "date-time": "2026-01-31T08:30:00Z",
    date: "2026-01-31",
    time: "08:30:00Z",
    duration: "PT1H",
    email: "lan@example.com",
    hostname: "example.com",
    ipv4: "192.0.2.1",
    ipv6: "2001:db8::1",
    uri: "https://example.com/",
    url: "https://example.com/",
    "uri-reference": "/example",
    uuid: "3fa85f64-5717-4562-b3fc-2c963f66afa6",
    byte: "dGV4dA==",
  }),
);

function ofText({ format, minLength, maxLength }: JsonSchema, room: Making["room"]): string {
  const text = BY_FORMAT.get(String(format)) ?? "text";
  const least = Math.min(Number(minLength ?? 0), room.left);
  room.left -= least;
  return text.padEnd(least, "x").slice(0, Number(maxLength ?? Infinity));
}

function ofNumber(schema: JsonSchema): number {
  const { type, minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const step = Number(multipleOf ?? 1);
  const least = Math.max(Number(minimum ?? -Infinity), Number(exclusiveMinimum ?? -Infinity));
  const most = Math.min(Number(maximum ?? Infinity), Number(exclusiveMaximum ?? Infinity));
  if (least === -Infinity) return most < step ? Math.floor(most / step) * step - step : step;
  const found = Math.ceil(least / step) * step;
  const next = found > Number(exclusiveMinimum ?? -Infinity) ? found : found + step;
  return next < most || next === maximum || type === "integer" ? next : (least + most) / 2;
}
