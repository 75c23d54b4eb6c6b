/** What somebody looks for, and whether a text has it. */
import { FEWEST_GROUPED, GROUPED_DIGITS, plainText } from "./search-text.ts";

/** Characters of the shortest text that can be looked for: what the journal's index knows. */
const SHORTEST = 3;

/** What is looked for, as {@link plainText}. */
export interface SearchTerms {
  /** All of it as it was written: found wherever it stands. */
  readonly phrase: string;
  /** Otherwise each of these has to stand somewhere; at least one has {@link SHORTEST} characters. */
  readonly terms: readonly string[];
}

/**
 * Reads what somebody types: words, a part of a number, "a phrase", a telephone number in any form.
 * @returns undefined when it is shorter than 3 characters
 */
export function readTerms(query: string): SearchTerms | undefined {
  const phrase = plainText(query).trim();
  if (length(phrase) < SHORTEST) return undefined;
  const terms: string[] = [];
  const rest = phrase
    .replace(/"([^"]+)"/g, (_all, quoted: string) => {
      terms.push(quoted.trim());
      return " ";
    })
    .replace(PHONE, (written) => {
      const number = subscriberNumber(written);
      if (number === undefined) return written;
      terms.push(number);
      return " ";
    });
  // Two numbers beside each other are too long for one.
  terms.push(...rest.split(" ").map((word) => subscriberNumber(word) ?? word.replace(EDGES, "")));
  const found = terms.filter((term) => term !== "");
  return { phrase, terms: found.some((term) => length(term) >= SHORTEST) ? found : [phrase] };
}

/** Whether a text of {@link searchText} has what is looked for. */
export function hasTerms(text: string, { phrase, terms }: SearchTerms): boolean {
  return text.includes(phrase) || terms.every((term) => has(text, term));
}

/** The groups of three characters that every text with these terms has. */
export function trigramsOf({ terms }: SearchTerms, most: number): string[] {
  const groups = new Set<string>();
  for (const term of terms) {
    const characters = Array.from(term);
    for (let at = 0; at + SHORTEST <= characters.length && groups.size < most; at++)
      groups.add(characters.slice(at, at + SHORTEST).join(""));
  }
  return [...groups];
}

/** Of one or two letters a word has to begin: they stand inside of almost every text. */
function has(text: string, term: string): boolean {
  if (length(term) >= SHORTEST) return text.includes(term);
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1))
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] as string)) return true;
  return false;
}

/** What stands around a word and is none of it: `#1024`, `An,`, `(shop)`. */
const EDGES = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;

/** Grouped digits with what may stand before a country code, and no letter or digit around. */
const PHONE = new RegExp(`(?<![\\p{L}\\d])\\(?\\+?${GROUPED_DIGITS.source}(?![\\p{L}\\d])`, "gu");

/** With country code, with the national 0, or Vietnamese without it; in fewer digits it is a number. */
const NUMBER = /^(?:\+|0084|84(?=\d{9,10}$)|0(?=[1-9])|(?=[1-9]\d{8}$))/;

/** Digits of the longest number with + or 00 before it (E.164 has 15). */
const LONGEST = 17;

/**
 * The part of a telephone number that all its forms have, for which one with another country code
 * has its digits. The other forms are those in which texts have it: {@link searchText}.
 */
function subscriberNumber(written: string): string | undefined {
  if (!/^[\d+ .()-]+$/.test(written)) return undefined;
  const digits = written.replace(/[^\d+]/g, "");
  if (digits.length < FEWEST_GROUPED || digits.length > LONGEST || !NUMBER.test(digits))
    return undefined;
  return digits.replace(/^\+?(?:00)?84(?=0?\d{9,10}$)/, "").replace(/^[+0]/, "");
}

function length(text: string): number {
  // Characters, not halves of them.
  return Array.from(text).length;
}
