/** The JSON Schemas that a flow has, or names: what is wrong with them, where it stands. */
import { pointerOf } from "../documents/json-pointer.ts";
import { type SchemaValidator, userValidator } from "../documents/schema-validator.ts";
import { WrongSchema } from "../documents/wrong-schema.ts";
import type { ValuePath, YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import { nearestName } from "../nearest-name.ts";
import type { JsonSchema } from "../schemas.ts";
import { problemAt } from "./parse-flow.ts";
import type { Shape } from "./shapes/shape.ts";

/** Where a schema stands. */
export interface SchemaPlace {
  readonly document: YamlDocument;
  readonly at: ValuePath;
  /** The file beside the flow that holds it, where it does not stand in the flow. */
  readonly file: string | undefined;
}

/** Makes a schema's validator; what is wrong with the schema goes to `problems`. */
export function compileSchema(
  place: SchemaPlace,
  schema: unknown,
  problems: Problem[],
): SchemaValidator | undefined {
  try {
    return userValidator(schema as JsonSchema | boolean);
  } catch (error) {
    const { path, hint, message } =
      error instanceof WrongSchema ? error : new WrongSchema((error as Error).message);
    problems.push(problemIn(place, path, `this is not a JSON Schema: ${message}`, hint));
    return undefined;
  }
}

/** A name in `required` that no property has, and one nearly has. */
export interface MisspeltName {
  readonly name: string;
  readonly near: string;
  readonly path: ValuePath;
}

/** Finds the names in `required` that most likely are slips of the pen, at any depth. */
export function misspeltNames(schema: unknown, path: ValuePath = []): MisspeltName[] {
  if (typeof schema !== "object" || schema === null) return [];
  const { required, properties } = schema as { required?: unknown; properties?: unknown };
  const names =
    typeof properties === "object" && properties !== null && Array.isArray(required)
      ? required.flatMap((name: unknown, index): MisspeltName[] => {
          const near = nearestName(String(name), Object.keys(properties));
          if (typeof name !== "string" || near === undefined) return [];
          return [{ name, near, path: [...path, "required", index] }];
        })
      : [];
  const inner = Object.entries(schema).flatMap(([key, part]) =>
    misspeltNames(part, [...path, Array.isArray(schema) ? Number(key) : key]),
  );
  return [...names, ...inner];
}

/**
 * Finds the properties that a schema describes and most likely means others: those that are known to come
 * have nearly the same name.
 */
export function misspeltProperties(
  schema: unknown,
  known: Shape | undefined,
  path: ValuePath = [],
): MisspeltName[] {
  const { properties } = (schema ?? {}) as { readonly properties?: unknown };
  if (known?.kind !== "object" || typeof properties !== "object" || properties === null) return [];
  const { fields } = known;
  return Object.entries(properties).flatMap(([name, part]): MisspeltName[] => {
    const at = [...path, "properties", name];
    const field = fields.get(name);
    if (field !== undefined) return misspeltProperties(part, field, at);
    const near = nearestName(name, fields.keys());
    return near === undefined ? [] : [{ name, near, path: at }];
  });
}

/** What is wrong with such a property. @param from what it is that comes */
export function unknownPropertyProblem(
  place: SchemaPlace,
  { name, near, path }: MisspeltName,
  from: string,
): Problem {
  const message = `"${name}" does not come with ${from}`;
  return problemIn(place, path, message, `did you mean "${near}"?`);
}

/** What is wrong with such a name. */
export function misspeltProblem(place: SchemaPlace, { name, near, path }: MisspeltName): Problem {
  const message = `required asks for "${name}", which is not among the properties`;
  return problemIn(place, path, message, `did you mean "${near}"?`);
}

function problemIn(
  { document, at, file }: SchemaPlace,
  path: ValuePath,
  message: string,
  hint: string,
): Problem {
  if (file === undefined)
    return problemAt(document, [...at, ...path], "wrong-schema", message, hint);
  const pointer = pointerOf(path);
  const where = pointer === "" ? file : `${file}, at ${pointer}`;
  return problemAt(document, at, "wrong-schema", `${where}: ${message}`, hint);
}
