import { Lexer, Parser } from "yaml";

/** Deepest nesting of a file: what reads and checks it walks it by recursion. */
export const DEEPEST_YAML = 100;

/** Indentation, or indicators one behind the other, that nest deeper than half of that. */
const SUSPECT = new RegExp(`^[ \\t?:-]{${DEEPEST_YAML / 2}}`, "m");

/**
 * Where a text is nested too deep to be read; undefined nearly always. The parser itself overflows
 * the stack, which in the middle of a regular expression ends the process.
 */
export function tooDeepAt(source: string): number | undefined {
  // Most files can't be deep, and need no second reading.
  if (!SUSPECT.test(source) && !hasManyOpen(source)) return undefined;
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(source)) {
    Array.from(parser.next(lexeme));
    if (parser.stack.length > DEEPEST_YAML) return parser.stack.at(-1)?.offset;
  }
  return undefined;
}

/** Whether many brackets are open at once, those in texts counted too. */
function hasManyOpen(source: string): boolean {
  let open = 0;
  for (const [bracket] of source.matchAll(/[[\]{}]/g)) {
    open += bracket === "[" || bracket === "{" ? 1 : -1;
    if (open > DEEPEST_YAML) return true;
    // One that closes nothing must not hide those that open.
    if (open < 0) open = 0;
  }
  return false;
}
