/** Mistakes in keys of which a map can have one, or that belong to another one. */
import type { ErrorObject } from "ajv/dist/2020.js";
import type { SchemaMistake } from "./schema-mistake.ts";
import { quoted } from "./schema-words.ts";
import type { ValuePath } from "./yaml-document.ts";

/** What a oneOf or anyOf wants, when its branches only differ in the key that they require. */
export function choiceOfKeys(error: ErrorObject): string {
  const keys = keysOf(error);
  const there = keysThere(error);
  if (keys.length === 0) return "does not fit any of the shapes that are allowed here";
  if (there.length > 1) return `can have only one of ${quoted(there, "and")}`;
  return `needs ${keys.length > 2 ? "one of " : ""}${quoted(keys, "or")}`;
}

/** The keys of which a oneOf or anyOf wants one; none when it is about something else. */
export function keysOf({ schema }: ErrorObject): string[] {
  const required = (schema as Record<string, unknown>[]).map((branch) => branch["required"]);
  return required.every((names) => Array.isArray(names) && names.length === 1)
    ? required.map((names) => (names as string[])[0] as string)
    : [];
}

/** Those of them that the map has. */
export function keysThere(error: ErrorObject): string[] {
  const { data } = error;
  if (typeof data !== "object" || data === null) return [];
  return keysOf(error).filter((name) => Object.hasOwn(data, name));
}

/** Whether an error is about a key without the one that it belongs to. */
export function isStray(error: ErrorObject): boolean {
  return ownersOf(error) !== undefined;
}

/** A key of a step without the one that it belongs to. */
export function strayKey(error: ErrorObject, path: ValuePath): SchemaMistake {
  const { key, owners } = ownersOf(error) ?? { key: "", owners: [] };
  const names = quoted(owners, "or");
  const way = /^\d+$/.test(String(path.at(-1))) ? `a step with ${names}` : `${names} beside it`;
  return {
    rule: "unknown-key",
    path: [...path, key],
    atKey: true,
    message: `"${key}" belongs to ${names}, and can't stand without it`,
    hint: `take it away, or write ${way}`,
    needs: owners,
  };
}

function ownersOf(error: ErrorObject): { key: string; owners: string[] } | undefined {
  if (error.keyword === "anyOf") {
    // What is described is what the key needs, not what it belongs to.
    if (error.parentSchema?.["description"] !== undefined) return undefined;
    const key = /\/dependentSchemas\/([^/]+)\/anyOf$/.exec(error.schemaPath)?.[1];
    return key === undefined ? undefined : { key, owners: keysOf(error) };
  }
  if (error.keyword !== "dependentRequired") return undefined;
  const { property, missingProperty } = error.params as Record<string, string>;
  // What makes the map what it is needs its parts; a part belongs to what it is a part of.
  const kinds = ((error.parentSchema?.["oneOf"] ?? []) as Record<string, unknown>[]).flatMap(
    ({ required }) => required as string[],
  );
  return property === undefined || missingProperty === undefined || kinds.includes(property)
    ? undefined
    : { key: property, owners: [missingProperty] };
}
