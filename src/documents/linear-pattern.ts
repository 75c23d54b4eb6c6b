/**
 * Regular expressions whose time grows with the text and no faster, for patterns that somebody else
 * wrote and texts that anybody sends. The engine is RE2: the syntax of JSON Schema's patterns
 * without look-around and back references.
 */
import { RE2JS } from "re2js";

/** A pattern that is ready to be looked for. */
export interface LinearPattern {
  /** Whether the pattern stands anywhere in the text. */
  test(text: string): boolean;
}

/**
 * Compiles a pattern.
 * @throws Error that says why, for a pattern that is wrong, too large, or not linear
 */
export function compilePattern(pattern: string): LinearPattern & { toString(): string } {
  const compiled = compile(pattern);
  // Ajv knows patterns by their text.
  return { test: (text) => compiled.test(text), toString: () => pattern };
}

/** What makes the first pattern of a JSON Schema unusable, in words; undefined when all are right. */
export function wrongPattern(schema: unknown): string | undefined {
  if (typeof schema !== "object" || schema === null) return undefined;
  for (const [key, part] of Object.entries(schema)) {
    if (DATA.has(key)) continue;
    const patterns =
      key === "pattern" && typeof part === "string"
        ? [part]
        : key === "patternProperties" && typeof part === "object"
          ? Object.keys(part ?? {})
          : [];
    const wrong = patterns.map(mistakeOf).find((mistake) => mistake !== undefined);
    const found = wrong ?? wrongPattern(part);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Keywords whose values are data, and no schemas. */
const DATA: ReadonlySet<string> = new Set(["const", "enum", "default", "examples"]);

function mistakeOf(pattern: string): string | undefined {
  try {
    compile(pattern);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function compile(pattern: string): RE2JS {
  try {
    return RE2JS.compile(RE2JS.translateRegExp(pattern));
  } catch (error) {
    const why = (error as Error).message.replace(/^error parsing regexp: /, "");
    throw new Error(
      `the pattern ${pattern} can't be used: ${why} (patterns are RE2: no look-around, no back references, at most 1000 repeats)`,
      { cause: error },
    );
  }
}
