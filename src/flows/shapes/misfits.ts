import type { SchemaMistake } from "../../documents/schema-mistake.ts";
import type { ValuePath } from "../../documents/yaml-document.ts";
import { nearestName } from "../../nearest-name.ts";
import { type FieldMistake, fieldOf } from "./field-of.ts";
import { shapeOfValue } from "./from-value.ts";
import { nameOfShape, type Shape } from "./shape.ts";

/** What a value is held against, in words. */
export interface Standard {
  /** `the sample` */
  readonly name: string;
  /** The value as a whole: `the body`, for the beginning of a sentence. */
  readonly whole: string;
  /** What to do where a type differs, and where a field is not known. */
  readonly hints: { readonly type: string; readonly field: string };
  /** Whether its texts are all that there may be, where it names some. */
  readonly hasChoices: boolean;
}

const SAMPLE: Standard = {
  name: "the sample",
  whole: "the body",
  hints: {
    type: "write it as it comes, or correct the sample",
    field: "add it to the sample, if it comes",
  },
  hasChoices: false,
};

/**
 * What of a value is not as in the sample, or the schema, that a shape was made of: fields that it has not, and other
 * types. What is missing, or null, is no misfit.
 */
export function misfits(
  shape: Shape,
  value: unknown,
  standard: Standard = SAMPLE,
  path: ValuePath = [],
): SchemaMistake[] {
  if (shape.kind === "either") {
    const each = shape.of.map((one) => misfits(one, value, standard, path));
    return each.find((found) => found.length === 0) ?? each[0] ?? [];
  }
  const given = shapeOfValue(value);
  if (shape.kind === "unknown" || given.kind === "unknown") return [];
  if (given.kind !== shape.kind) return [otherType(shape, given, standard, path)];
  if (shape.kind === "list")
    return (value as unknown[]).flatMap((item, at) =>
      misfits(shape.items, item, standard, [...path, at]),
    );
  if (shape.kind !== "object") return noChoice(shape, value, standard, path);
  return Object.entries(value as object).flatMap(([name, part]): SchemaMistake[] => {
    const found = fieldOf(shape, name, false);
    return found.kind === "mistake"
      ? [unknownField(name, found, standard, path)]
      : misfits(found, part, standard, [...path, name]);
  });
}

function otherType(
  shape: Shape,
  given: Shape,
  { name, whole, hints }: Standard,
  path: ValuePath,
): SchemaMistake {
  const message = `${path.at(-1) ?? whole} is ${nameOfShape(given)}, and ${nameOfShape(shape)} in ${name}`;
  return { rule: "wrong-type", path, atKey: false, message, hint: hints.type };
}

function unknownField(
  field: string,
  { message, near }: FieldMistake,
  { name, hints }: Standard,
  path: ValuePath,
): SchemaMistake {
  const hint = near === undefined ? hints.field : `did you mean "${near}"?`;
  const told = `${name} ${message}`;
  return { rule: "unknown-key", path: [...path, field], atKey: true, message: told, hint };
}

function noChoice(
  shape: Shape,
  value: unknown,
  { name, whole, hints, hasChoices }: Standard,
  path: ValuePath,
): SchemaMistake[] {
  const choices = hasChoices && "choices" in shape ? shape.choices : undefined;
  if (choices === undefined || choices.includes(String(value))) return [];
  const message = `${path.at(-1) ?? whole} is "${String(value)}", and one of ${choices.join(", ")} in ${name}`;
  const near = nearestName(String(value), choices);
  const hint = near === undefined ? hints.type : `did you mean "${near}"?`;
  return [{ rule: "wrong-value", path, atKey: false, message, hint }];
}
