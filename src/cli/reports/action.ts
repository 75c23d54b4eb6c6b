import { isJsonObject } from "../../documents/json-object.ts";
import type { Action } from "../../platforms/action.ts";
import { loadSchema } from "../../schemas.ts";
import { shapeText } from "./shape-text.ts";

/** An action for people: its name, what it does, and a line for each field of its input. */
export function actionReport({ name, summary, over, unusable, input }: Action): string {
  const head = summary === "" ? name : `${name}  ${summary}`;
  if (unusable !== undefined) return `${head}\n    can't be used: ${unusable}`;
  const properties = isJsonObject(input["properties"]) ? input["properties"] : {};
  const required: readonly unknown[] = Array.isArray(input["required"]) ? input["required"] : [];
  // The input of one that ships is a part of its schema.
  const root = over === undefined ? loadSchema(name.replace(".", "/actions/")) : input;
  const lines = Object.entries(properties).map(
    ([field, schema]) =>
      `    ${field}${required.includes(field) ? "*" : ""}: ${shapeText(schema, root)}`,
  );
  return [head, ...lines].join("\n");
}
