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

/** What a check says of a value. */
export interface CheckOptions {
  /** Values that are not known yet (templates): nothing is said about them. */
  readonly isOpaque?: (value: unknown) => boolean;
  /** Those of them that will be text, whatever text. */
  readonly isText?: (value: unknown) => boolean;
  /** How many characters one of them has at least. */
  readonly leastLength?: (text: string) => number;
  /** Whether a message may quote a value: true for files, false for customers' data. */
  readonly quoteValues?: boolean;
  /** Whether it may name the choice that a value is near to; default: where it may quote the value. */
  readonly suggests?: boolean;
}

/** Finds the schema behind a `$ref`. */
export type ResolveSchema = (ref: string) => Record<string, unknown> | undefined;
