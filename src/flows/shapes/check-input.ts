/**
 * Checks the shapes of a step's filled-in values against its action's schema, with the schema's own
 * validator: each template is replaced by a value of its shape, and of what the validator says only
 * the types count.
 */
import type { SchemaValidator } from "../../documents/schema-validator.ts";
import type { ValuePath } from "../../documents/yaml-document.ts";
import type { Leaf, Shape } from "./shape.ts";

/** Stands for what is not known. */
const OPAQUE = "{{…}}";

/** A leaf that will be of a type that the schema does not allow. */
export interface InputMistake {
  readonly leaf: Leaf;
  /** `tags has to be a list, not text`. */
  readonly message: string;
  /** The JSON types that would be right. */
  readonly wanted: readonly string[];
}

/** @param input the step's `with`; @param leaves its templates */
export function checkInputTypes(
  input: unknown,
  leaves: readonly Leaf[],
  check: SchemaValidator,
): InputMistake[] {
  if (leaves.every(({ shape }) => standIn(shape) === OPAQUE)) return [];
  const byPath = new Map(leaves.map((leaf) => [keyOf(leaf.path), leaf]));
  const mistakes = check(fill(input, [], byPath), {
    isOpaque: (value) => value === OPAQUE,
    quoteValues: false,
  });
  const found = new Map<Leaf, InputMistake>();
  for (const { rule, path, message, wanted = [] } of mistakes) {
    const leaf = rule === "wrong-type" ? leafAbove(path, byPath) : undefined;
    if (leaf !== undefined && !found.has(leaf)) found.set(leaf, { leaf, message, wanted });
  }
  return [...found.values()];
}

/** Whether a list of the leaf's value alone would be right. */
export function fitsInList(
  input: unknown,
  leaves: readonly Leaf[],
  leaf: Leaf,
  check: SchemaValidator,
): boolean {
  const inList = { ...leaf, shape: { kind: "list", items: leaf.shape } as const };
  const changed = leaves.map((one) => (one === leaf ? inList : one));
  return !checkInputTypes(input, changed, check).some((mistake) => mistake.leaf === inList);
}

function fill(value: unknown, path: ValuePath, leaves: ReadonlyMap<string, Leaf>): unknown {
  if (typeof value === "string") {
    const leaf = leaves.get(keyOf(path));
    return leaf === undefined ? value : standIn(leaf.shape);
  }
  if (Array.isArray(value)) return value.map((entry, at) => fill(entry, [...path, at], leaves));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(
    ([key, entry]) => [key, fill(entry, [...path, key], leaves)] as const,
  );
  return Object.fromEntries(entries);
}

/** Some value of this shape. */
function standIn(shape: Shape): unknown {
  switch (shape.kind) {
    case "text":
      return "x";
    case "number":
      return 1;
    case "boolean":
      return true;
    case "list":
      return [standIn(shape.items)];
    case "object":
      return Object.fromEntries([...shape.fields].map(([name, field]) => [name, standIn(field)]));
    case "either":
    case "unknown":
      return OPAQUE;
  }
}

function leafAbove(path: ValuePath, leaves: ReadonlyMap<string, Leaf>): Leaf | undefined {
  for (let length = path.length; length > 0; length--) {
    const leaf = leaves.get(keyOf(path.slice(0, length)));
    if (leaf !== undefined) return leaf;
  }
  return undefined;
}

function keyOf(path: ValuePath): string {
  return path.join("\0");
}
