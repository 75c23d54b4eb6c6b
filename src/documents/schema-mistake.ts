import type { ValuePath } from "./yaml-document.ts";

/** One mistake in a value. */
export interface SchemaMistake {
  readonly rule: "unknown-key" | "missing-field" | "wrong-type" | "wrong-value";
  /** The value that is wrong, or whose key is. */
  readonly path: ValuePath;
  /** Whether the key of the entry is meant, not its value. */
  readonly atKey: boolean;
  readonly message: string;
  readonly hint?: string;
  /** Of `wrong-type`: the JSON types that would be right. */
  readonly wanted?: readonly string[];
  /** The key that is missing, or that an unknown key was most likely meant to be. */
  readonly meant?: string;
  /** Keys of which one is missing. */
  readonly needs?: readonly string[];
  /** There are more mistakes behind this one that are not told. */
  readonly more?: true;
}

/** Finds the schema behind a `$ref`. */
export type ResolveSchema = (ref: string) => Record<string, unknown> | undefined;
