/** Finds the first mistake of a JSON text, which the language's own parser tells in prose only. */
import { placeIn, type TextPlace } from "./text-place.ts";

/** What is wrong, and where. Nothing of the text is in it. */
export interface JsonMistake extends TextPlace {
  readonly kind: "syntax" | "duplicate";
}

type Expected = "value" | "value or end" | "key" | "key or end" | "colon" | "comma or end";

/** An object with its keys so far, or a list. */
type Open = Set<string> | undefined;

const BLANKS = /[ \t\r\n]*/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
// oxlint-disable-next-line no-control-regex -- JSON forbids them in a text
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;

/** The first mistake of a text: syntax, or a key that stands twice in an object. Takes linear time. */
export function findJsonMistake(text: string): JsonMistake | undefined {
  const open: Open[] = [];
  let expected: Expected = "value";
  for (let at = skip(BLANKS, text, 0); ; at = skip(BLANKS, text, at)) {
    if (expected === "comma or end" && open.length === 0)
      return at === text.length ? undefined : placed("syntax", text, at);
    const unit = text[at];
    const inside = open.at(-1);
    const mayEnd = expected === "value or end" || expected === "key or end";
    if (unit === (inside === undefined ? "]" : "}") && (mayEnd || expected === "comma or end")) {
      open.pop();
      expected = "comma or end";
      at += 1;
    } else if (expected === "comma or end" && unit === ",") {
      expected = inside === undefined ? "value" : "key";
      at += 1;
    } else if (expected === "colon" && unit === ":") {
      expected = "value";
      at += 1;
    } else if ((expected === "key" || expected === "key or end") && unit === '"') {
      const end = endOfText(text, at);
      if (end < 0) return placed("syntax", text, -end);
      const key = JSON.parse(text.slice(at, end)) as string;
      if (inside?.has(key)) return placed("duplicate", text, at);
      inside?.add(key);
      expected = "colon";
      at = end;
    } else if (expected === "value" || expected === "value or end") {
      if (unit === "{" || unit === "[") {
        open.push(unit === "{" ? new Set() : undefined);
        expected = unit === "{" ? "key or end" : "value or end";
        at += 1;
        continue;
      }
      const end = unit === '"' ? endOfText(text, at) : skip(SCALAR, text, at);
      if (end < 0) return placed("syntax", text, -end);
      if (end === at) return placed("syntax", text, at);
      expected = "comma or end";
      at = end;
    } else return placed("syntax", text, at);
  }
}

/**
 * Whether a key may stand twice in an object of a JSON text; only then is the whole text looked at.
 * It can't where the value has a key for each colon that stands behind a quote.
 */
export function mayRepeatKey(text: string, value: unknown): boolean {
  let colons = 0;
  for (let at = text.indexOf(":"); at >= 0; at = text.indexOf(":", at + 1)) {
    const before = text.charCodeAt(at - 1);
    if (before === QUOTE || before <= SPACE) colons++;
  }
  return colons > keysOf(value);
}

const QUOTE = 0x22;
/** The last one of the characters that may stand between a key and its colon. */
const SPACE = 0x20;

function keysOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const inside: unknown[] = Array.isArray(value) ? value : Object.values(value);
  let count = Array.isArray(value) ? 0 : inside.length;
  for (const item of inside) count += keysOf(item);
  return count;
}

/** Behind what the pattern matches here; the same place when it does not. */
function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** Behind the quote that ends a text; where its mistake is, as a negative number, when it has one. */
function endOfText(text: string, begin: number): number {
  for (let at = begin + 1; ; ) {
    at = skip(PLAIN, text, at);
    if (text[at] === '"') return at + 1;
    const behind = skip(ESCAPE, text, at);
    if (behind === at) return -at;
    at = behind;
  }
}

function placed(kind: JsonMistake["kind"], text: string, offset: number): JsonMistake {
  return { kind, ...placeIn(text, offset) };
}
