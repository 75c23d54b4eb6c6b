import type { ValuePath } from "../../documents/yaml-document.ts";
import { isTemplate } from "../../templates/compile.ts";
import { authored } from "./html-texts.ts";
import { BOOLEAN, type Leaf, oneOf, type Shape, TEXT, UNKNOWN } from "./shape.ts";

/** The shape of a value whose templates will be filled. */
export function shapeOfFilled(
  value: unknown,
  leaves: readonly Leaf[],
  path: ValuePath = [],
): Shape {
  if (typeof value === "string" && isTemplate(value)) {
    const key = path.join("\0");
    return leaves.find((leaf) => leaf.path.join("\0") === key)?.shape ?? UNKNOWN;
  }
  if (typeof value !== "object" || value === null) return authored(shapeOfValue(value));
  if (Array.isArray(value)) {
    const items = value.map((entry, at) => shapeOfFilled(entry, leaves, [...path, at]));
    return { kind: "list", items: oneOf(items) };
  }
  const fields = Object.entries(value).map(
    ([name, part]) => [name, shapeOfFilled(part, leaves, [...path, name])] as const,
  );
  const rest = fields.length === 0 ? UNKNOWN : undefined;
  return { kind: "object", fields: new Map(fields), rest };
}

/** The shape of a value that is always this one, or of one of a schema's choices. */
export function shapeOfChoice(value: unknown): Shape {
  const shape = shapeOfValue(value);
  return shape.kind === "text" || shape.kind === "number"
    ? { ...shape, choices: [String(value)] }
    : shape;
}

/**
 * The shape of a sample or a variable: the type of each value, the entries of a list taken together.
 * Empty lists and objects tell nothing of what they might hold.
 */
export function shapeOfValue(value: unknown): Shape {
  // An empty text stands for whatever comes.
  if (typeof value === "string") return value === "" ? TEXT : { kind: "text", samples: [value] };
  if (typeof value === "number") return { kind: "number", samples: [value] };
  if (typeof value === "boolean") return BOOLEAN;
  if (typeof value !== "object" || value === null) return UNKNOWN;
  if (Array.isArray(value)) return { kind: "list", items: oneOf(value.map(shapeOfValue)) };
  const fields = new Map(Object.entries(value).map(([name, part]) => [name, shapeOfValue(part)]));
  return { kind: "object", fields, rest: fields.size === 0 ? UNKNOWN : undefined };
}
