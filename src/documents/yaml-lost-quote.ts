/** A quote that opens a text and is not closed: the parser finds out much later, or takes the rest for other things. */
import { Lexer } from "yaml";
import type { Trap } from "./yaml-trap.ts";

/** The first text in quotes that never ends, or that swallows lines which are entries of their own. */
export function lostQuote(source: string): Trap | undefined {
  let offset = 0;
  for (const token of new Lexer().lex(source)) {
    if (MARKS.has(token)) continue;
    const trap = isInQuotes(token) && swallowed(token, offset);
    if (trap) return trap;
    offset += token.length;
  }
  return undefined;
}

/** What the lexer says of its tokens, which is no part of the source. */
const MARKS: ReadonlySet<string> = new Set(["\u{FEFF}", "\u{2}", "\u{18}", "\u{1F}"]);

function isInQuotes(token: string): boolean {
  return token.startsWith('"') || token.startsWith("'");
}

function swallowed(token: string, offset: number): Trap | undefined {
  const [first = "", ...more] = token.split(/\r?\n/);
  const quote = token.charAt(0);
  const isClosed = token.length > 1 && token.endsWith(quote);
  if (isClosed && !more.some((line) => ENTRY.test(line))) return undefined;
  const kind = quote === '"' ? "double" : "single";
  return {
    rule: "yaml-syntax",
    severity: "error",
    message: `YAML: the ${kind} quote that opens here is not closed on its line`,
    hint: `close it with ${quote} at the end of the text, or take it away`,
    offset,
    length: first.trimEnd().length,
  };
}

/** `key: …` or `- …` on a line of its own. */
const ENTRY = /^\s*(?:- |[\w-]+:(?:\s|$))/;
