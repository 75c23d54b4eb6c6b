/** Mistakes in a value of which only some are allowed, however the schema lists them. */
import type { ErrorObject } from "ajv/dist/2020.js";
import { nearestName } from "../nearest-name.ts";
import { choiceOfKeys } from "./key-choices.ts";
import { followed } from "./key-mistakes.ts";
import type { CheckOptions, ResolveSchema, SchemaMistake } from "./schema-mistake.ts";
import { label, pathText } from "./schema-words.ts";
import type { ValuePath } from "./yaml-document.ts";

type Branch = Record<string, unknown>;

/** What is said of a value that is none of those allowed. */
export function choice(
  value: unknown,
  allowed: readonly unknown[],
  { quoteValues = false, suggests = quoteValues }: CheckOptions,
): [message: string, hint?: string] {
  const names = [...new Set(allowed.map(String))];
  const near = suggests && typeof value === "string" ? nearestName(value, names) : undefined;
  const given = quoteValues && typeof value === "string" ? `, not "${value}"` : "";
  const message = `has to be one of ${names.join(", ")}${given}`;
  return near === undefined ? [message] : [message, `did you mean "${near}"?`];
}

/** What a oneOf or anyOf wants: one of several values, or one of several keys. */
export function choiceOfShapes(
  error: ErrorObject,
  options: CheckOptions,
  resolve: ResolveSchema,
): [message: string, hint?: string] {
  const lists = (error.schema as Branch[]).map((branch) => valuesOf(followed(branch, resolve)));
  const isPlain = typeof error.data !== "object" && lists.every((list) => list.length > 0);
  return isPlain ? choice(error.data, lists.flat(), options) : [choiceOfKeys(error)];
}

/** A `type` that none of the shapes has, or that is missing. */
export function wrongTag(
  error: ErrorObject,
  path: ValuePath,
  options: CheckOptions,
  resolve: ResolveSchema,
): SchemaMistake {
  const { tag, tagValue } = error.params as { tag: string; tagValue: unknown };
  const shapes = (error.parentSchema?.["oneOf"] ?? error.parentSchema?.["anyOf"] ?? []) as Branch[];
  const allowed = shapes.flatMap((shape) => tagsOf(followed(shape, resolve), tag)).map(String);
  if (tagValue === undefined) {
    const message = `"${tag}" is missing${path.length === 0 ? "" : ` in ${pathText(path)}`}`;
    const hint = `it has to be one of ${allowed.join(", ")}`;
    return { rule: "missing-field", path, atKey: false, message, hint, meant: tag };
  }
  const [message, hint] = choice(tagValue, allowed, options);
  return {
    rule: "wrong-value",
    path: [...path, tag],
    atKey: false,
    message: `${label([...path, tag])}${message}`,
    ...(hint === undefined ? {} : { hint }),
  };
}

/** The values that a branch lists for a field. */
export function tagsOf(branch: Branch, tag: string): readonly unknown[] {
  const properties = branch["properties"] as Record<string, Branch> | undefined;
  return valuesOf(properties?.[tag] ?? {});
}

/** The values that a schema lists; none where it allows others. */
function valuesOf(schema: Branch): readonly unknown[] {
  if (Array.isArray(schema["enum"])) return schema["enum"];
  if ("const" in schema) return [schema["const"]];
  return schema["type"] === "null" ? [null] : [];
}
