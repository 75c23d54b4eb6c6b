/** What Ajv's errors say, in the words of people who write YAML. */
import type { ErrorObject } from "ajv/dist/2020.js";
import { durationMeant } from "./duration.ts";
import { compilePattern } from "./linear-pattern.ts";
import { keepsDigits } from "./parse-json.ts";
import type { ValuePath } from "./yaml-document.ts";

/** Names in quotes, the last one behind `word`. */
export function quoted(names: readonly string[], word: "and" | "or"): string {
  const all = names.map((name) => `"${name}"`);
  const last = all.pop() ?? "";
  return all.length === 0 ? last : `${all.join(", ")} ${word} ${last}`;
}

/** A field that another one forbids (dependentSchemas). */
function notBeside({ schemaPath }: ErrorObject): string {
  const other = /\/dependentSchemas\/([^/]+)\//.exec(schemaPath)?.[1];
  return other === undefined ? "is not allowed here" : `can't stand beside "${other}"`;
}

/** Limits in people's words; Ajv's own message is right for the rest. */
export function constraint(error: ErrorObject): string {
  const { limit } = error.params as { limit?: number };
  switch (error.keyword) {
    case "minLength":
      return limit === 1 ? "must not be empty" : `needs at least ${limit} characters`;
    case "maxLength":
      return `can have at most ${limit} characters, here are ${Array.from(String(error.data)).length}`;
    case "minItems":
      return `needs at least ${limit} ${limit === 1 ? "entry" : "entries"}`;
    case "maxItems":
      return `can have at most ${limit} entries, here are ${(error.data as unknown[]).length}`;
    case "maxProperties":
      return `can have at most ${limit} ${limit === 1 ? "entry" : "entries"}`;
    case "minProperties":
      return `needs at least ${limit} ${limit === 1 ? "entry" : "entries"}`;
    case "minimum":
      return `has to be ${limit} or more`;
    case "maximum":
      return `has to be ${limit} or less`;
    case "multipleOf":
      return `has to be a multiple of ${String(error.schema)}`;
    case "uniqueItems":
      return "has the same entry twice";
    case "false schema":
      return notBeside(error);
    case "pattern":
      return "is not in the form that is needed";
    default:
      return error.message ?? "is not right";
  }
}

/** What is wrong with a text for the blanks or line breaks around it, and what to do; undefined without any. */
export function blankAround(value: unknown): [message: string, hint: string] | undefined {
  if (typeof value !== "string" || value.trim() === value) return undefined;
  const [blank = ""] = /^\s+|\s+$/.exec(value) ?? [];
  const what = blank.includes("\n") ? "a line break" : "a blank";
  const where = value.startsWith(blank) ? "before" : "behind";
  return [
    `has ${what} ${where} it`,
    "write it in quotes on one line, and with | or > write |- or >-",
  ];
}

/** What the schema says of a value: its description and first example. */
export function describe(schema: Record<string, unknown> | undefined): string | undefined {
  const example = exampleOf(schema);
  const description = schema?.["description"] as string | undefined;
  const sample = example === undefined ? "" : `for example ${JSON.stringify(example)}`;
  return [description?.replace(/\.$/, ""), sample].filter(Boolean).join("; ") || undefined;
}

/** What to do about a text that a pattern does not fit, or about a number in its place. */
export function patternHint(
  data: unknown,
  schema: Record<string, unknown> | undefined,
  quote: boolean,
): string | undefined {
  const isShown = quote || typeof data === "number";
  const meant = isShown && takesDurations(schema) ? durationMeant(String(data)) : undefined;
  return meant ?? describe(schema);
}

/** Whether a value of a shipped schema is a length of time. */
function takesDurations(schema: Record<string, unknown> | undefined): boolean {
  const pattern: unknown = schema?.["pattern"];
  return typeof pattern === "string" && pattern.startsWith("^([0-9]{1,9}(ms|s|m)|");
}

function exampleOf(schema: Record<string, unknown> | undefined): unknown {
  return (schema?.["examples"] as unknown[] | undefined)?.[0];
}

/** `text or a number`. */
export function typeList(types: unknown): string {
  const names = (Array.isArray(types) ? types : [types]) as string[];
  return names.map((name) => TYPE_WORDS[name] ?? name).join(" or ");
}

/** What kind of value this is. */
export function typeName(value: unknown): string {
  if (value === null) return "empty";
  return TYPE_WORDS[Array.isArray(value) ? "array" : typeof value] ?? typeof value;
}

const TYPE_WORDS: { readonly [type: string]: string } = {
  string: "text",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a map",
  null: "empty",
};

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * What is wrong with a text that is a number of more digits than a number keeps: JSON has it as text for that.
 * Undefined for any other.
 * @param isUsers whether whoever reads it can change the schema
 */
export function longNumber({ data, params }: ErrorObject, isUsers: boolean): string | undefined {
  const types = [(params as { type: string | string[] }).type].flat();
  const wanted = types.some((type) => type === "number" || type === "integer");
  if (!wanted || typeof data !== "string" || !NUMBER.test(data)) return undefined;
  if (!Number.isFinite(Number(data)) || keepsDigits(data)) return undefined;
  const todo = isUsers
    ? `, so it is text: allow that in the schema, type: [${[...types, "string"].join(", ")}]`
    : "";
  return `has too many digits to be kept as a number${todo}`;
}

/** What to do when quotes, or the form of a list, are all that a value lacks, or has too much. */
export function typeHint(
  { data, params, parentSchema }: ErrorObject,
  quote: boolean,
): string | undefined {
  const type: unknown = (params as { type: unknown }).type;
  if (type === "array") return listHint(data, quote, parentSchema);
  if (type === "object") return mapHint(data, parentSchema);
  if (type === "string" && typeof data === "boolean") return "put it in quotes";
  if (type === "boolean" && (data === "true" || data === "false")) return "take the quotes away";
  if (type === "string" && typeof data === "number") {
    const pattern: unknown = parentSchema?.["pattern"];
    const fits = typeof pattern !== "string" || fitsPattern(pattern, String(data));
    return fits ? "put it in quotes" : patternHint(data, parentSchema, quote);
  }
  const isNumber = typeof data === "string" && /^-?\d+(\.\d+)?$/.test(data) && keepsDigits(data);
  return isNumber && (type === "number" || type === "integer") ? "take the quotes away" : undefined;
}

/** For a text or a number in the place of a map, its keys: which one was meant is not known. */
function mapHint(data: unknown, schema: Record<string, unknown> | undefined): string | undefined {
  if (Array.isArray(data)) return 'write "name: value" in it, without "- "';
  const example = exampleOf(schema);
  return data === null || example === undefined
    ? undefined
    : `for example ${JSON.stringify(example)}`;
}

function listHint(
  data: unknown,
  quote: boolean,
  schema: Record<string, unknown> | undefined,
): string {
  const entry = (exampleOf(schema) as unknown[] | undefined)?.[0];
  const isOfMaps = typeof entry === "object" && entry !== null;
  const isShort = typeof data === "number" || (typeof data === "string" && data.length <= 40);
  if (quote && isShort && !isOfMaps) {
    const text = JSON.stringify(data);
    return `write [${text}], or on a line of its own: - ${text}`;
  }
  return 'each entry of a list begins with "- " on a line of its own; between braces write [{ … }]';
}

function fitsPattern(pattern: string, text: string): boolean {
  try {
    return compilePattern(pattern).test(text);
  } catch {
    return false;
  }
}

/** `steps[1].with.text`: how messages name a place in a value. */
export function pathText(path: ValuePath): string {
  return path
    .map((part, index) =>
      /^\d+$/.test(String(part)) ? `[${part}]` : `${index === 0 ? "" : "."}${part}`,
    )
    .join("");
}

/** The same as the beginning of a sentence. */
export function label(path: ValuePath): string {
  return path.length === 0 ? "this " : `${pathText(path)} `;
}
