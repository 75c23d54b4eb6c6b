/**
 * JSON that came from outside, of which no digit is lost. JavaScript's own parser rounds what a
 * number (a double) can't hold, and an id that was rounded is another customer's id. So a whole
 * number beyond 9007199254740991, and any number with more digits than one holds, becomes a text of
 * exactly those digits; every other number is a number.
 */

import { placeIn, type TextPlace } from "./text-place.ts";

/** Deepest nesting: what writes and checks a value walks it by recursion. */
const DEEPEST = 100;

/** What is wrong, and what to do. */
const LIMITS = {
  too_deep: [`the JSON is nested over ${DEEPEST} deep`, ""],
  number_out_of_range: [
    "the JSON has a number that is too large or too small to be held",
    "; write it as text",
  ],
} as const;

/** JSON that is right, and can't be held. The message names nothing of what it holds, and the place. */
export class JsonLimitError extends SyntaxError {
  override readonly name = "JsonLimitError";
  readonly code: keyof typeof LIMITS;
  /** The message without its place. */
  readonly why: string;
  readonly place: TextPlace;

  constructor(code: JsonLimitError["code"], text: string, offset: number) {
    const place = placeIn(text, offset);
    const [what, todo] = LIMITS[code];
    super(`${what} (line ${place.line}, column ${place.column})${todo}`);
    this.code = code;
    this.why = what + todo;
    this.place = place;
  }
}

/**
 * Reads JSON. `-0` is 0; of a key that stands twice in an object the last one counts, and
 * `__proto__` is a key like any other.
 * @throws JsonLimitError for a number such as 1e400, and for lists and objects nested too deep;
 *   SyntaxError, which quotes the text, for what is not JSON
 */
export function parseJson(text: string): unknown {
  let value: unknown = JSON.parse(text);
  if (isDeeper(value)) throw new JsonLimitError("too_deep", text, firstTooDeep(text));
  if (SUSPECT.test(text)) {
    // Only text that is known to be JSON is rewritten: quotes could mend what is none.
    const rewritten = withLongNumbersQuoted(text);
    if (rewritten !== text) value = JSON.parse(rewritten);
  }
  return value;
}

/** Whether lists and objects are nested deeper than some levels: 100, unless another number is given. */
export function isDeeper(value: unknown, levels = DEEPEST): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (levels === 0) return true;
  const items: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  for (const item of items) if (isDeeper(item, levels - 1)) return true;
  return false;
}

/**
 * Where a number may stand: one with 16 digits, with 16 digits and a point, with a long exponent,
 * or with a sign before a zero. Nearly all bodies have none, and need no second reading.
 */
const SUSPECT = /(?:^|[:,[\s])(?:-0|-?(?:\d{16}|[\d.]{17}|[\d.]+[eE][+-]?\d{3}))/;

function withLongNumbersQuoted(text: string): string {
  const number = /[\d.eE+-]+/y;
  const made: string[] = [];
  let done = 0;
  for (let at = 0; at < text.length; ) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) at = endOfText(text, at + 1);
    else if (unit === MINUS || (unit >= DIGIT_0 && unit <= DIGIT_9)) {
      number.lastIndex = at;
      const [literal = ""] = number.exec(text) ?? [];
      const kept = keepDigits(literal);
      if (kept === undefined) throw new JsonLimitError("number_out_of_range", text, at);
      if (kept !== literal) {
        made.push(text.slice(done, at), kept);
        done = number.lastIndex;
      }
      at = number.lastIndex;
    } else at += 1;
  }
  return made.length === 0 ? text : made.join("") + text.slice(done);
}

const QUOTE = 0x22;
const MINUS = 0x2d;
const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;

/** Behind the quote that ends a text. @param from behind the one that begins it */
function endOfText(text: string, from: number): number {
  for (let at = text.indexOf('"', from); ; at = text.indexOf('"', at + 1)) {
    let escapes = at;
    while (text[escapes - 1] === "\\") escapes -= 1;
    if ((at - escapes) % 2 === 0) return at + 1;
  }
}

/** Where a list or an object is nested too deep in a text that is JSON. */
function firstTooDeep(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text[at];
    if (unit === '"') at = endOfText(text, at + 1) - 1;
    else if (unit === "[" || unit === "{") depth += 1;
    else if (unit === "]" || unit === "}") depth -= 1;
    if (depth > DEEPEST) return at;
  }
  return 0;
}

/** A number of JSON as it stands, or as a text where a double would be another number; undefined: none can hold it. */
function keepDigits(literal: string): string | undefined {
  // Up to 15 digits are held as they are: most numbers need no closer look.
  if (/^[1-9][\d.]{0,14}$/.test(literal)) return literal;
  const value = Number(literal);
  if (!Number.isFinite(value)) return undefined;
  if (value === 0) {
    if (/^-?[0.]*[1-9]/.test(literal)) return undefined;
    return literal.startsWith("-") ? "0" : literal;
  }
  return keepsDigits(literal) ? literal : `"${literal}"`;
}

/** Whether a number, in decimal as JSON writes it, is the same one as a double. */
export function keepsDigits(literal: string): boolean {
  const value = Number(literal);
  if (/^-?\d+$/.test(literal)) return Number.isSafeInteger(value);
  return value === 0 || decimalOf(literal) === decimalOf(String(value));
}

/** A number that is not 0 as sign, digits and power of ten, the same for every way to write it. */
function decimalOf(literal: string): string {
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(literal);
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = parts ?? [];
  const digits = (whole + fraction).replace(/^0+/, "");
  const significant = digits.replace(/0+$/, "");
  const power = Number(exponent) - fraction.length + digits.length - significant.length;
  return `${sign}${significant}e${power}`;
}
