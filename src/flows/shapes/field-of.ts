import { sameName } from "../../canonical-text.ts";
import { nearestName } from "../../nearest-name.ts";
import type { RuleId } from "../../rules.ts";
import { NUMBER, nameOfShape, type ObjectShape, oneOf, type Shape, UNKNOWN } from "./shape.ts";

/** What reading a field gives: its shape, or why it can't be there. */
export type FieldResult = Shape | FieldMistake;

export interface FieldMistake {
  readonly kind: "mistake";
  /** Another than `unknown-field`. */
  readonly rule?: RuleId;
  /** The name that was most likely meant. */
  readonly near?: string;
  /** What follows the holder's name: `has no "frist_name"; it has: id, first_name`. */
  readonly message: string;
  readonly hint: string;
}

/** Reads a field as templates do. @param tolerant the value may be missing without an error */
export function fieldOf(holder: Shape, name: string, tolerant: boolean): FieldResult {
  switch (holder.kind) {
    case "unknown":
      return UNKNOWN;
    case "object":
      return objectField(holder, name, tolerant);
    case "list":
      if (name === "length") return NUMBER;
      return /^\d+$/.test(name) ? holder.items : listMistake(holder.items, name);
    case "either":
      return eitherField(holder.of, name, tolerant);
    case "text":
    case "number":
    case "boolean":
      if (name === "length" && holder.kind === "text") return NUMBER;
      if (tolerant) return UNKNOWN;
      return {
        kind: "mistake",
        message: `is ${nameOfShape(holder)}: it has no "${name}"`,
        hint: "read it as a whole",
      };
  }
}

function objectField(holder: ObjectShape, name: string, tolerant: boolean): FieldResult {
  const names = [...holder.fields.keys()];
  const known = holder.fields.get(sameName(names, name) ?? name);
  if (known !== undefined) return known;
  const small = name.toLowerCase();
  if (holder.small === true && name !== small)
    return {
      kind: "mistake",
      message: `has names in small letters alone: never "${name}"`,
      hint: `write "${small}"`,
    };
  const ofForm = names.find((one) => one.startsWith(`${name}[`));
  if (ofForm !== undefined) return partOfForm(name, ofForm);
  const near = nearestName(name, names);
  if (holder.rest !== undefined && (holder.strict !== true || near === undefined))
    return holder.rest;
  // Whoever writes `default` knows that it may be missing; a slip of the pen stays one.
  if (tolerant && near === undefined && holder.named !== "all") return UNKNOWN;
  const listed = shorten(names, near);
  if (names.length === 0)
    return {
      kind: "mistake",
      message: `has no "${name}": there is nothing in it`,
      hint: whereElse(holder, name),
    };
  const message = `has no "${name}"; it has: ${listed}`;
  if (near !== undefined)
    return { kind: "mistake", message, hint: `did you mean "${near}"?`, near };
  if (holder.partial === true)
    return {
      kind: "mistake",
      rule: "not-in-mocks",
      message: `has no "${name}" in any test's mock; they have: ${listed}`,
      hint: "correct the name, add the field to a mock, or declare the step's output with a sample",
    };
  return { kind: "mistake", message, hint: whereElse(holder, name) };
}

/** Forms say `customer[phone]`, which is a field of `customer` where the flow says so. */
function partOfForm(name: string, there: string): FieldMistake {
  const type = /^\d*\]/.test(there.slice(name.length + 1)) ? "array" : "object";
  return {
    kind: "mistake",
    message: `has no "${name}"; it has: ${there}`,
    hint: `of a form, that is a part of "${name}" where the webhook's schema has ${name}: { type: ${type} } among its properties`,
  };
}

/** What to do about a name that is near to none: perhaps it stands one level further in, as `body.name`. */
function whereElse({ fields, named }: ObjectShape, name: string): string {
  for (const [outer, shape] of fields)
    if (shape.kind === "object" && shape.fields.has(name))
      return `did you mean "${outer}.${name}"?`;
  if (named === "all")
    return fields.size === 0 ? "take it away, or read something else" : "correct the name";
  return "correct the name, add the field to the sample or schema, or use default if it may be missing";
}

function listMistake(items: Shape, name: string): FieldMistake {
  const there = items.kind === "object" && items.fields.has(name);
  return {
    kind: "mistake",
    message: `is a list: it has no "${name}"${there ? ", its entries have" : ""}`,
    hint: "name an entry by its position, as .[0], or loop with {{#each}}",
  };
}

function eitherField(shapes: readonly Shape[], name: string, tolerant: boolean): FieldResult {
  const results = shapes.map((shape) => fieldOf(shape, name, tolerant));
  const found = results.filter((result) => result.kind !== "mistake");
  const object = shapes.findIndex(({ kind }) => kind === "object");
  return found.length > 0 ? oneOf(found) : (results[Math.max(0, object)] ?? UNKNOWN);
}

/** At most twelve names, the near one among them. */
function shorten(names: readonly string[], near: string | undefined): string {
  if (names.length <= 12) return names.join(", ");
  const rest = names.filter((name) => name !== near).slice(0, 11);
  return [...(near === undefined ? rest.slice(0, 12) : [near, ...rest]), "…"].join(", ");
}
