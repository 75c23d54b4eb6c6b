/**
 * What a dry run can't know: what calls would give back. It stands in the scope, goes with templates
 * into what they make, and is shown by the names of what would have to be known.
 */

import type { SchemaMistake } from "../documents/schema-mistake.ts";
import type { Action } from "../platforms/action.ts";
import type { Reference } from "../templates/references.ts";
import type { Scope } from "../templates/resolve.ts";

/** A value that only a real run has. */
export class Unknown {
  /** Paths, as a template has them: `steps.cart.output.body.status`. */
  readonly names: readonly string[];

  constructor(names: readonly string[]) {
    this.names = [...new Set(names)];
  }
}

/** The names of all that is unknown in a value. */
export function unknownsIn(value: unknown): string[] {
  if (value instanceof Unknown) return [...value.names];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(unknownsIn);
}

/** A value for people: what is unknown in it is `‹steps.cart.output.body›`. */
export function withoutUnknowns(value: unknown): unknown {
  if (value instanceof Unknown) return `‹${value.names.join(", ")}›`;
  if (unknownsIn(value).length === 0) return value;
  if (Array.isArray(value)) return value.map(withoutUnknowns);
  return Object.fromEntries(
    Object.entries(value as object).map(([key, entry]) => [key, withoutUnknowns(entry)]),
  );
}

/** Those of a value's mistakes that stay, whatever its unknown parts turn out to be. */
export function sureMistakes(value: unknown, mistakes: readonly SchemaMistake[]): SchemaMistake[] {
  return mistakes.filter(({ path }) => unknownsIn(valueAt(value, path)).length === 0);
}

function valueAt(value: unknown, path: SchemaMistake["path"]): unknown {
  return path.reduce<unknown>(
    (at, key) => (at instanceof Unknown ? at : (at as Record<string, unknown> | undefined)?.[key]),
    value,
  );
}

/**
 * What stands in for the output of an action: its example, as far as the schema says of what type a
 * value is. Everything else may be anything.
 */
export function outputInstead({ output }: Action, name: string): unknown {
  const [example] = (output["examples"] ?? []) as unknown[];
  return asFarAsTyped(example, output, name);
}

function asFarAsTyped(example: unknown, schema: Record<string, unknown>, name: string): unknown {
  const types = [schema["type"]].flat().filter((type) => type !== "null");
  if (types.length !== 1 || types[0] === undefined) return new Unknown([name]);
  if (types[0] !== "object") return example;
  const properties = (schema["properties"] ?? {}) as Record<string, Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(example ?? {}).map(([key, value]) => [
      key,
      asFarAsTyped(value, properties[key] ?? {}, `${name}.${key}`),
    ]),
  );
}

/** The references that read something unknown, as one writes them. */
export function unknownReads(
  references: readonly Reference[],
  scope: Scope,
  isOutside: (path: readonly string[]) => boolean,
): string[] {
  return references
    .filter(({ path }) => isUnknown(path, scope, isOutside(path)))
    .map(({ path }) => path.join("."));
}

/** @param mayBeMore whether what is missing here may be there in a real run */
function isUnknown(path: readonly string[], scope: Scope, mayBeMore: boolean): boolean {
  let value: unknown = scope;
  for (const segment of path) {
    if (value instanceof Unknown) return true;
    if (value === null || value === undefined || !Object.hasOwn(Object(value) as object, segment))
      return mayBeMore;
    value = (value as Record<string, unknown>)[segment];
  }
  return unknownsIn(value).length > 0;
}
