/** Paths into the body of an answer, as `pagination` writes them: names joined with points. */
import { isJsonObject } from "../../documents/json-object.ts";
import { parsePointer } from "../../documents/json-pointer.ts";
import type { JsonSchema } from "../../schemas.ts";

type Schema = JsonSchema | boolean;

/** What a body has at a path; -1 is the last entry of a list. Undefined where there is nothing. */
export function valueAt(body: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return key === "-1" ? value.at(-1) : value[Number(key)];
    return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }, body);
}

/**
 * What schemas say of the value at a path: one of several is enough. Empty where none has it; an empty schema
 * stands for what is not known.
 */
export function schemasAt(
  schemas: readonly Schema[],
  path: string,
  $defs: Readonly<Record<string, JsonSchema>>,
): JsonSchema[] {
  const start = schemas.flatMap((schema) => alternatives(schema, $defs));
  return path
    .split(".")
    .reduce<JsonSchema[]>(
      (found, key) =>
        found.flatMap((schema) => below(schema, key).flatMap((one) => alternatives(one, $defs))),
      start,
    );
}

/** The schemas of which one, or all, hold, each with nothing but its own keywords. */
export function alternatives(
  schema: Schema,
  $defs: Readonly<Record<string, JsonSchema>>,
  seen: ReadonlySet<unknown> = new Set(),
): JsonSchema[] {
  if (!isJsonObject(schema)) return schema ? [{}] : [];
  if (seen.has(schema)) return [];
  const { $ref: reference, ...own } = schema;
  const named =
    typeof reference === "string" ? $defs[String(parsePointer(reference).at(-1))] : undefined;
  const parts = [
    ...(named === undefined ? [] : [named]),
    ...["anyOf", "oneOf", "allOf"].flatMap((key) => (own[key] ?? []) as Schema[]),
  ];
  if (parts.length === 0) return [own];
  const around = new Set([...seen, schema]);
  const inside = parts.flatMap((part) => alternatives(part, $defs, around));
  return "properties" in own ? [own, ...inside] : inside;
}

/** The fields of which a schema says that they are lists. */
export function listsIn(
  schemas: readonly Schema[],
  $defs: Readonly<Record<string, JsonSchema>>,
): string[] {
  const names = schemas
    .flatMap((schema) => alternatives(schema, $defs))
    .flatMap(({ properties }) => Object.keys(isJsonObject(properties) ? properties : {}));
  return [...new Set(names)].filter((name) =>
    schemasAt(schemas, name, $defs).some(
      ({ type, items }) => typesOf(type).includes("array") || items !== undefined,
    ),
  );
}

/** The types that a schema names; none: any. */
export function typesOf(type: unknown): unknown[] {
  return [type ?? []].flat();
}

function below(schema: JsonSchema, key: string): Schema[] {
  const { type, items, properties, additionalProperties, patternProperties } = schema;
  const types = typesOf(type);
  const isIndex = /^(-1|\d+)$/.test(key);
  if (isIndex && (items !== undefined || types.includes("array"))) return [(items ?? {}) as Schema];
  if (isJsonObject(properties) && Object.hasOwn(properties, key))
    return [properties[key] as Schema];
  if (additionalProperties !== undefined) return [additionalProperties as Schema];
  const isUnknown = properties === undefined || patternProperties !== undefined;
  return isUnknown && (types.length === 0 || types.includes("object")) ? [{}] : [];
}
