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

/** What makes the first pattern of a JSON Schema unusable, and where; undefined when all are right. */
export function wrongPattern(
  schema: unknown,
  path: readonly string[] = [],
): { readonly message: string; readonly path: readonly string[] } | undefined {
  if (typeof schema !== "object" || schema === null) return undefined;
  for (const [key, part] of Object.entries(schema)) {
    if (DATA.has(key)) continue;
    const patterns =
      key === "pattern" && typeof part === "string"
        ? [part]
        : key === "patternProperties" && typeof part === "object"
          ? Object.keys(part ?? {})
          : [];
    const message = patterns.map(mistakeOf).find((mistake) => mistake !== undefined);
    const at = [...path, key];
    const found = message === undefined ? wrongPattern(part, at) : { message, path: at };
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
    return RE2JS.compile(RE2JS.translateRegExp(asWritten(pattern)));
  } catch (error) {
    const why = (error as Error).message.replace(/^error parsing regexp: /, "");
    throw new Error(
      `the pattern ${pattern} can't be used: ${why} (patterns are RE2: no look-around, no back references, at most 1000 repeats)`,
      { cause: error },
    );
  }
}

/** What `\s` is in ECMAScript, and what it is not: RE2 knows the spaces of ASCII alone. */
const SPACES = String.raw`\t-\r \x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}`;
const OTHERS = String.raw`\x{0}-\x{8}\x{e}-\x{1f}!-\x{9f}\x{a1}-\x{167f}\x{1681}-\x{1fff}\x{200b}-\x{2027}\x{202a}-\x{202e}\x{2030}-\x{205e}\x{2060}-\x{2fff}\x{3001}-\x{fefe}\x{ff00}-\x{10ffff}`;

/** A pattern with what RE2 takes for something else: spaces, and characters written as pairs of `\u`. */
function asWritten(pattern: string): string {
  let isInClass = false;
  return pattern.replaceAll(
    /\\u(d[89ab][\da-f]{2})\\u(d[c-f][\da-f]{2})|\\[^]|[[\]]/giu,
    (part, high?: string, low?: string) => {
      if (high !== undefined && low !== undefined) return fromPair(high, low);
      if (part === "[" || part === "]") isInClass = part === "[";
      if (part !== "\\s" && part !== "\\S") return part;
      const set = part === "\\s" ? SPACES : OTHERS;
      return isInClass ? set : `[${set}]`;
    },
  );
}

function fromPair(high: string, low: string): string {
  const code = (Number.parseInt(high, 16) - 0xd8_00) * 0x4_00 + Number.parseInt(low, 16) - 0xdc_00;
  return `\\x{${(code + 0x1_00_00).toString(16)}}`;
}
