/** What editors show of actions that a connection has of its own. */
import { isJsonObject, type JsonObject } from "../documents/json-object.ts";
import type { Action } from "../platforms/action.ts";
import type { JsonSchema } from "../schemas.ts";
import { inputDefinitions } from "./editor-inputs.ts";

/** The schema of flows for editors with further actions: their names, and what `with` of each takes. */
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
  const usable = actions.filter(({ unusable }) => unusable === undefined);
  return {
    ...schema,
    $defs: {
      ...$defs,
      step: {
        ...step,
        properties: { ...properties, uses: { ...uses, anyOf: [named, ...others] } },
        allOf: [...listIn(step, "allOf"), ...usable.map(rule)],
      },
      ...Object.fromEntries(
        usable.flatMap(({ name, input }) => inputDefinitions(nameOf(name), input)),
      ),
    },
  };
}

/** Which definition `with` of an action has to fit. */
function rule({ name, input }: Action): JsonSchema {
  const shape = { properties: { with: { $ref: `#/$defs/${nameOf(name)}` } } };
  const isAsked = listIn(input, "required").length > 0;
  return {
    if: { required: ["uses"], properties: { uses: { const: name } } },
    // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
    then: isAsked ? { required: ["with"], ...shape } : shape,
  };
}

function nameOf(action: string): string {
  return `with.${action}`;
}

function objectIn(holder: unknown, key: string): JsonObject {
  const value = isJsonObject(holder) ? holder[key] : undefined;
  return isJsonObject(value) ? value : {};
}

function listIn(holder: unknown, key: string): readonly unknown[] {
  const value = isJsonObject(holder) ? holder[key] : undefined;
  return Array.isArray(value) ? value : [];
}
