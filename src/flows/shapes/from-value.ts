import { BOOLEAN, NUMBER, oneOf, type Shape, TEXT, UNKNOWN } from "./shape.ts";

/**
 * The shape of a sample or a variable: the type of each value, the entries of a list taken together.
 * Empty lists and objects tell nothing of what they might hold.
 */
export function shapeOfValue(value: unknown): Shape {
  switch (typeof value) {
    case "string":
      return TEXT;
    case "number":
      return NUMBER;
    case "boolean":
      return BOOLEAN;
    case "object":
      break;
    default:
      return UNKNOWN;
  }
  if (value === null) return UNKNOWN;
  if (Array.isArray(value)) return { kind: "list", items: oneOf(value.map(shapeOfValue)) };
  const fields = new Map(Object.entries(value).map(([name, part]) => [name, shapeOfValue(part)]));
  return { kind: "object", fields, rest: fields.size === 0 ? UNKNOWN : undefined };
}
