/**
 * What is known of a value before anything runs. What is not known is `unknown`, of which nothing
 * is ever said: the checker would rather miss a mistake than invent one. `null` is unknown too, for
 * a sample with null says nothing about the other deliveries.
 */

import type { ValuePath } from "../../documents/yaml-document.ts";
import type { Expression, Outline } from "../../templates/outline.ts";
import type { Path } from "../../templates/paths.ts";

export type Shape =
  | { readonly kind: "unknown" | "boolean" }
  | PlainShape
  | ListShape
  | ObjectShape
  | { readonly kind: "either"; readonly of: readonly Shape[] };

export interface PlainShape {
  readonly kind: "text" | "number";
  /** Some that are known: of a sample, a variable, a literal, or the choices of a schema. */
  readonly samples?: readonly (string | number)[];
  /** Whether a schema says that a text is never missing, or never empty; not given where none says. */
  readonly filled?: boolean;
  /** All that it can be, as text: a literal, or the choices of a schema. */
  readonly choices?: readonly string[] | undefined;
  /** Whether HTML reads nothing in a text but what the flow's author wrote: it was escaped, or has no such characters. */
  readonly escaped?: boolean;
}

/** Samples of one shape that are kept. */
const MOST_SAMPLES = 20;

export interface ListShape {
  readonly kind: "list";
  readonly items: Shape;
  /** How the file writes an entry, where it does: the `output` of a `for_each`. */
  readonly entry?: WrittenEntry;
}

/** A value of the file with templates in it, of which a list has one for each entry. */
export interface WrittenEntry {
  /** Where it stands in the file. */
  readonly path: ValuePath;
  readonly value: unknown;
  /** Its templates, by their paths in it. */
  readonly leaves: readonly Leaf[];
}

/** A template in a value, and the shape of what it makes. */
export interface Leaf {
  readonly path: ValuePath;
  readonly shape: Shape;
  readonly outline: Outline;
  /** Fields that it shows as they are. */
  readonly shown: readonly ShownField[];
  /** Values that it shows, in which HTML may read what nobody meant. */
  readonly raw: readonly Expression[];
}

/** A field that a mustache shows, without a helper and without an `#if` that asks for it. */
export interface ShownField {
  readonly path: Path;
  readonly shape: Shape;
}

export interface ObjectShape {
  readonly kind: "object";
  readonly fields: ReadonlyMap<string, Shape>;
  /** What fields without a name here are; undefined: there are none. */
  readonly rest: Shape | undefined;
  /** With `rest`: a name that nearly is one of `fields` is taken for a slip of the pen. */
  readonly strict?: boolean;
  /** With `rest`: its fields are a sender's, so that a name which one letter keeps from them is doubtful. */
  readonly foreign?: boolean;
  /** It was made of examples that may lack fields: one that is not here is doubtful, not wrong. */
  readonly partial?: boolean;
  /** All its names are in small letters. */
  readonly small?: boolean;
  /** Whether its names are all that there ever are, or those that a schema or a sample knows. */
  readonly named?: "all" | "schema" | "sample";
  /** Fields that a schema knows, and does not ask for. */
  readonly optional?: ReadonlySet<string>;
}

export const UNKNOWN: Shape = { kind: "unknown" };
export const TEXT: PlainShape = { kind: "text" };
export const NUMBER: Shape = { kind: "number" };
export const BOOLEAN: Shape = { kind: "boolean" };

/** An object of these fields and no others. */
export function objectOf(fields: Readonly<Record<string, Shape>>): ObjectShape {
  return { kind: "object", fields: new Map(Object.entries(fields)), rest: undefined, named: "all" };
}

/** An object with any names, whose values are all of one shape. */
export function mapOf(rest: Shape): ObjectShape {
  return { kind: "object", fields: new Map(), rest };
}

/** What a value of one of these shapes is; objects become one that has the fields of all. */
export function oneOf(shapes: readonly Shape[]): Shape {
  const of: Shape[] = [];
  for (const shape of shapes.flatMap((one) => (one.kind === "either" ? one.of : [one]))) {
    if (shape.kind === "unknown") return UNKNOWN;
    const at = of.findIndex(({ kind }) => kind === shape.kind);
    const same = of[at];
    if (same === undefined) of.push(shape);
    else of[at] = eitherOf(same, shape);
  }
  const [only] = of;
  if (only === undefined) return UNKNOWN;
  return of.length === 1 ? only : { kind: "either", of };
}

function eitherOf(one: Shape, two: Shape): Shape {
  const shape = combine(one, two, (a, b) => oneOf([a, b]));
  if (!isPlain(shape) || !isPlain(one) || !isPlain(two)) return shape;
  const choices = one.choices && two.choices && [...one.choices, ...two.choices];
  return { ...shape, choices, escaped: one.escaped === true && two.escaped === true };
}

/** What two descriptions say together of one value; where they disagree, the first is right. */
export function together(first: Shape, second: Shape): Shape {
  if (first.kind === "unknown") return second;
  if (first.kind !== second.kind) return first;
  const shape = combine(first, second, together);
  // What one of them promises holds, whatever the other leaves open.
  if (isPlain(shape) && isPlain(second))
    return {
      ...shape,
      ...(second.filled === true && { filled: true }),
      ...(second.escaped === true && { escaped: true }),
    };
  if (shape.kind !== "object" || first.kind !== "object" || second.kind !== "object") return shape;
  const named = first.named ?? second.named;
  // What a delivery as it came has, most likely comes with the others, too.
  const left = [...(first.optional ?? [])].filter((name) => !second.fields.has(name));
  return { ...shape, ...(named && { named }), optional: new Set(left) };
}

function combine(one: Shape, two: Shape, join: (a: Shape, b: Shape) => Shape): Shape {
  if (one.kind === "list" && two.kind === "list")
    return { kind: "list", items: join(one.items, two.items) };
  if (isPlain(one) && isPlain(two)) {
    const samples = [...(one.samples ?? []), ...(two.samples ?? [])].slice(0, MOST_SAMPLES);
    return samples.length === 0 ? one : { ...one, samples, choices: one.choices ?? two.choices };
  }
  if (one.kind !== "object" || two.kind !== "object") return one;
  const fields = new Map(one.fields);
  for (const [name, shape] of two.fields) {
    const known = fields.get(name);
    fields.set(name, known === undefined ? shape : join(known, shape));
  }
  const rest =
    one.rest === undefined || two.rest === undefined
      ? (one.rest ?? two.rest)
      : join(one.rest, two.rest);
  const strict = one.strict === true || two.strict === true;
  const partial = one.partial === true || two.partial === true;
  const foreign = one.foreign === true || two.foreign === true;
  return {
    kind: "object",
    fields,
    rest,
    ...(strict ? { strict } : {}),
    ...(partial ? { partial } : {}),
    ...(foreign ? { foreign } : {}),
  };
}

/** The shape of examples that were made up: their types count, their values and gaps do not. */
export function partialOf(shape: Shape): Shape {
  switch (shape.kind) {
    case "list":
      return { kind: "list", items: partialOf(shape.items) };
    case "object": {
      const fields = [...shape.fields].map(([name, field]) => [name, partialOf(field)] as const);
      return { ...shape, fields: new Map(fields), partial: true };
    }
    case "either":
      return { kind: "either", of: shape.of.map(partialOf) };
    case "text":
    case "number":
    case "boolean":
    case "unknown":
      return { kind: shape.kind };
  }
}

function isPlain(shape: Shape): shape is PlainShape {
  return shape.kind === "text" || shape.kind === "number";
}

/** What it is called in messages. */
export function nameOfShape(shape: Shape): string {
  switch (shape.kind) {
    case "unknown":
      return "unknown";
    case "text":
      return "text";
    case "number":
      return "a number";
    case "boolean":
      return "true or false";
    case "list":
      return "a list";
    case "object":
      return "an object";
    case "either":
      return shape.of.map(nameOfShape).join(" or ");
  }
}
