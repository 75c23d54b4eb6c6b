import { isJsonObject } from "../../documents/json-object.ts";
import type { Action } from "../../platforms/action.ts";

/** An action for people: its name, what it does, and a line for each field of its input. */
export function actionReport({ name, summary, unusable, input }: Action): string {
  const head = summary === "" ? name : `${name}  ${summary}`;
  if (unusable !== undefined) return `${head}\n    can't be used: ${unusable}`;
  const properties = isJsonObject(input["properties"]) ? input["properties"] : {};
  const required: readonly unknown[] = Array.isArray(input["required"]) ? input["required"] : [];
  const lines = Object.entries(properties).map(
    ([field, schema]) =>
      `    ${field}${required.includes(field) ? "*" : ""}: ${typeText(schema, input)}`,
  );
  return [head, ...lines].join("\n");
}

const TYPES: Readonly<Record<string, string>> = {
  string: "text",
  integer: "whole number",
  number: "number",
  boolean: "true or false",
  array: "list",
  object: "map",
  null: "empty",
};

function typeText(schema: unknown, root: unknown): string {
  const resolved = followed(schema, root);
  const values =
    resolved["enum"] ?? (resolved["const"] === undefined ? undefined : [resolved["const"]]);
  if (Array.isArray(values)) return values.map(String).join(" | ");
  const types = [resolved["type"]]
    .flat()
    .filter((type) => typeof type === "string")
    .map((type) => TYPES[type] ?? type);
  return types.length === 0 ? "any of several shapes" : types.join(" or ");
}

/** The schema, or what its reference within the action leads to. */
function followed(schema: unknown, root: unknown): Readonly<Record<string, unknown>> {
  const given = isJsonObject(schema) ? schema : {};
  const name = /^#\/\$defs\/(.+)$/.exec(String(given["$ref"]))?.[1];
  const defs = isJsonObject(root) && isJsonObject(root["$defs"]) ? root["$defs"] : {};
  const found = name === undefined ? undefined : defs[name];
  return isJsonObject(found) ? found : given;
}
