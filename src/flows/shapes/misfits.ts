import type { SchemaMistake } from "../../documents/schema-mistake.ts";
import type { ValuePath } from "../../documents/yaml-document.ts";
import { fieldOf } from "./field-of.ts";
import { shapeOfValue } from "./from-value.ts";
import { nameOfShape, type Shape } from "./shape.ts";

/**
 * What of a value is not as in the sample that a shape was made of: fields that the sample has not,
 * and other types. What is missing, or null, is no misfit.
 */
export function misfits(shape: Shape, value: unknown, path: ValuePath = []): SchemaMistake[] {
  if (shape.kind === "either") {
    const each = shape.of.map((one) => misfits(one, value, path));
    return each.find((found) => found.length === 0) ?? each[0] ?? [];
  }
  const given = shapeOfValue(value);
  if (shape.kind === "unknown" || given.kind === "unknown") return [];
  if (given.kind !== shape.kind) {
    const name = path.at(-1) ?? "the body";
    const message = `${name} is ${nameOfShape(given)}, and ${nameOfShape(shape)} in the sample`;
    const hint = "write it as it comes, or correct the sample";
    return [{ rule: "wrong-type", path, atKey: false, message, hint }];
  }
  if (shape.kind === "list")
    return (value as unknown[]).flatMap((item, at) => misfits(shape.items, item, [...path, at]));
  if (shape.kind !== "object") return [];
  return Object.entries(value as object).flatMap(([name, part]): SchemaMistake[] => {
    const found = fieldOf(shape, name, false);
    if (found.kind !== "mistake") return misfits(found, part, [...path, name]);
    const { near } = found;
    const message = `the sample has no "${name}"`;
    const hint =
      near === undefined ? "add it to the sample, if it comes" : `did you mean "${near}"?`;
    return [{ rule: "unknown-key", path: [...path, name], atKey: true, message, hint }];
  });
}
