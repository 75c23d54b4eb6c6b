/** Mistakes in the keys of a map: unknown, missing, or not in the form of a name. */
import type { ErrorObject } from "ajv/dist/2020.js";
import { nearestName } from "../nearest-name.ts";
import type { ResolveSchema, SchemaMistake } from "./schema-mistake.ts";
import { describe, pathText } from "./schema-words.ts";
import type { ValuePath } from "./yaml-document.ts";

/** A key that the map can't have. */
export function unknownKey(error: ErrorObject, path: ValuePath): SchemaMistake {
  const params = error.params as { additionalProperty?: string; unevaluatedProperty?: string };
  const key = params.additionalProperty ?? params.unevaluatedProperty ?? "";
  const known = Object.keys(
    (error.parentSchema?.["properties"] as Record<string, unknown> | undefined) ?? {},
  );
  const near = nearestName(key, known);
  return {
    rule: "unknown-key",
    path: [...path, key],
    atKey: true,
    message: `unknown key "${key}"${path.length === 0 ? "" : ` in ${pathText(path)}`}`,
    ...(known.length === 0
      ? {}
      : {
          hint: near === undefined ? `it can have: ${known.join(", ")}` : `did you mean "${near}"?`,
        }),
    ...(near === undefined ? {} : { meant: near }),
  };
}

/** A key that the map has to have. */
export function missingField(
  error: ErrorObject,
  path: ValuePath,
  resolve: ResolveSchema,
): SchemaMistake {
  const name = (error.params as { missingProperty: string }).missingProperty;
  const properties = error.parentSchema?.["properties"] as
    | Record<string, Record<string, unknown>>
    | undefined;
  const schema = properties?.[name];
  const hint = describe(schema && followed(schema, resolve));
  return {
    rule: "missing-field",
    path,
    atKey: false,
    message: `"${name}" is missing${path.length === 0 ? "" : ` in ${pathText(path)}`}`,
    ...(hint === undefined ? {} : { hint }),
    meant: name,
  };
}

/** The key of a map of free names; what is wrong with it, the schema of the names says. */
export function wrongName(
  { params }: ErrorObject,
  path: ValuePath,
  quote: boolean,
  errors: readonly ErrorObject[],
): SchemaMistake {
  const name = (params as { propertyName: string }).propertyName;
  const hint = describe(errors.find(({ propertyName }) => propertyName === name)?.parentSchema);
  return {
    rule: "wrong-value",
    path: [...path, name],
    atKey: true,
    message: `the name ${quote ? `"${name}" ` : ""}can't be used here`,
    ...(hint === undefined ? {} : { hint }),
  };
}

/** The schema, or the one that its `$ref` names. */
export function followed(schema: Record<string, unknown>, resolve: ResolveSchema) {
  const ref = schema["$ref"];
  return (typeof ref === "string" ? resolve(ref) : undefined) ?? schema;
}
