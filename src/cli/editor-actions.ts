/** What editors show of actions that a connection has of its own. */
import { isJsonObject, type JsonObject } from "../documents/json-object.ts";
import type { Action } from "../platforms/action.ts";
import type { JsonSchema } from "../schemas.ts";

/** A template stands for any value. */
const TEMPLATE = { type: "string", pattern: "\\{\\{" };

/** The schema of flows for editors with further actions: their names, and the fields of each. */
export function withActions(schema: JsonSchema, actions: readonly Action[]): JsonSchema {
  const $defs = objectIn(schema, "$defs");
  const step = objectIn($defs, "step");
  const properties = objectIn(step, "properties");
  const uses = objectIn(properties, "uses");
  const [known, ...others] = listIn(uses, "anyOf");
  const named = {
    enum: [...listIn(known, "enum"), ...actions.map(({ name }) => name)],
    markdownEnumDescriptions: [
      ...listIn(known, "markdownEnumDescriptions"),
      ...actions.map(({ summary }) => summary),
    ],
  };
  const own = actions.filter(({ unusable }) => unusable === undefined).map(inputOf);
  return {
    ...schema,
    $defs: {
      ...$defs,
      step: {
        ...step,
        properties: { ...properties, uses: { ...uses, anyOf: [named, ...others] } },
        allOf: [...listIn(step, "allOf"), ...own],
      },
    },
  };
}

/** What `with` of an action has: its fields and their choices; types and the rest are for `validate`. */
function inputOf({ name, input }: Action): JsonSchema {
  const fields = Object.entries(objectIn(input, "properties")).map(([field, schema]) => [
    field,
    shown(schema),
  ]);
  const shape = {
    type: "object",
    properties: Object.fromEntries(fields),
    required: input["required"],
    additionalProperties: input["additionalProperties"] === false ? false : undefined,
  };
  return {
    if: { required: ["uses"], properties: { uses: { const: name } } },
    // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
    then: { properties: { with: shape } },
  };
}

function shown(schema: unknown): JsonObject {
  const { description, enum: choices } = isJsonObject(schema) ? schema : {};
  return {
    ...(typeof description === "string" && { description }),
    ...(Array.isArray(choices) && { anyOf: [{ enum: choices }, TEMPLATE] }),
  };
}

function objectIn(holder: unknown, key: string): JsonObject {
  const value = isJsonObject(holder) ? holder[key] : undefined;
  return isJsonObject(value) ? value : {};
}

function listIn(holder: unknown, key: string): readonly unknown[] {
  const value = isJsonObject(holder) ? holder[key] : undefined;
  return Array.isArray(value) ? value : [];
}
