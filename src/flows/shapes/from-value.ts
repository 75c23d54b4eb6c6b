import { BOOLEAN, NUMBER, oneOf, type Shape, TEXT, UNKNOWN } from "./shape.ts";

/**
 * The shape of a sample or a variable: the type of each value, the entries of a list taken together.
 * Empty lists and objects tell nothing of what they might hold.
 */
export function shapeOfValue(value: unknown): Shape {
  if (typeof value === "string") return TEXT;
  if (typeof value === "number") return NUMBER;
  if (typeof value === "boolean") return BOOLEAN;
  if (typeof value !== "object" || value === null) return UNKNOWN;
  if (Array.isArray(value)) return { kind: "list", items: oneOf(value.map(shapeOfValue)) };
  const fields = new Map(Object.entries(value).map(([name, part]) => [name, shapeOfValue(part)]));
  return { kind: "object", fields, rest: fields.size === 0 ? UNKNOWN : undefined };
}
