/** What a value may be, in a few words: `text or whole number`, `web | shop`. */
import { isJsonObject } from "../../documents/json-object.ts";
import { parsePointer } from "../../documents/json-pointer.ts";
import { type JsonSchema, schemaById } from "../../schemas.ts";

/** Choices that are listed; of more, the others are counted. */
const MOST_CHOICES = 20;

const WORDS: Readonly<Record<string, string>> = {
  string: "text",
  integer: "whole number",
  number: "number",
  boolean: "true or false",
  array: "list",
  object: "map",
  null: "empty",
};

/** @param root that the references of the schema start from */
export function shapeText(schema: unknown, root: JsonSchema): string {
  const words = [...new Set(wordsOf(schema, root, new Set()))];
  return words.length === 0 ? "anything" : words.join(" or ");
}

function wordsOf(schema: unknown, root: JsonSchema, seen: ReadonlySet<unknown>): string[] {
  if (!isJsonObject(schema) || seen.has(schema)) return [];
  const { $ref: reference, enum: choices, const: only, type = [] } = schema;
  const around = new Set([...seen, schema]);
  if (typeof reference === "string") {
    const [id = "", pointer = ""] = reference.split("#");
    const home = id === "" ? root : schemaById(id);
    const named = parsePointer(pointer).reduce<unknown>(partOf, home);
    return wordsOf(named, home, around);
  }
  if (Array.isArray(choices)) return [choiceText(choices)];
  if (only !== undefined) return [choiceText([only])];
  const types = [type]
    .flat()
    .flatMap((one) => (typeof one === "string" ? (WORDS[one] ?? one) : []));
  if (types.length > 0) return types;
  for (const key of ["anyOf", "oneOf", "allOf"]) {
    const branches = Array.isArray(schema[key]) ? schema[key] : [];
    const words = branches.flatMap((one) => wordsOf(one, root, around));
    if (words.length > 0) return words;
  }
  if ("properties" in schema) return [WORDS["object"] ?? ""];
  return "items" in schema ? [WORDS["array"] ?? ""] : [];
}

function choiceText(choices: readonly unknown[]): string {
  const texts = choices.map((one) => (typeof one === "string" ? one : JSON.stringify(one)));
  const all = [...new Set(texts)];
  if (all.length <= MOST_CHOICES) return all.join(" | ");
  return `${all.slice(0, MOST_CHOICES).join(" | ")} | … (${all.length} in all)`;
}

function partOf(schema: unknown, key: string | number): unknown {
  return isJsonObject(schema) ? schema[key] : undefined;
}
