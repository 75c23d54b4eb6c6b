/** Values that are known to be somebody's, found again as words wherever they stand. */
import { standIn } from "./stand-in.ts";

/** Letters or digits in a row: `user_0908071111` has two, as `KH1024` has. */
const WORD = /\p{L}[\p{L}\p{M}]*|\p{N}+/gu;

/** A shorter value is found only where it stands alone: in `BE1024` a `Be` would be found by chance. */
const SHORTEST_WITHIN = 6;

/** Words of a value that are looked for together; of a longer one each so many. */
const MOST_WORDS = 8;

interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * However many values there are and however long a text is, each word of it is looked at a few times:
 * what a stranger sends must not hold up the daemon.
 */
export class KnownValues {
  /** Words of values, joined. */
  readonly #values = new Set<string>();
  /** By the first word: of how many words values are that begin with it, the longest first. */
  readonly #counts = new Map<string, number[]>();

  constructor(values: Iterable<string>) {
    for (const value of values) {
      const words = wordsOf(value).map(({ text }) => text);
      for (let at = 0; at < words.length; at += MOST_WORDS) {
        // The last ones of a long value with some before them: alone they would be found by chance.
        const start = Math.max(0, Math.min(at, words.length - MOST_WORDS));
        this.#add(words.slice(start, start + MOST_WORDS));
      }
    }
  }

  /** Whether all of a text is a value. */
  has(text: string): boolean {
    const words = wordsOf(text).map((word) => word.text);
    return words.length > 0 && this.#values.has(words.join(" "));
  }

  /** A text with stand-ins for the values in it. */
  mask(text: string): string {
    if (this.#values.size === 0) return text;
    const words = wordsOf(text);
    let masked = "";
    let done = 0;
    for (let at = 0; at < words.length; at++) {
      const count = this.#countAt(text, words, at);
      const [first, last] = [words[at], words[at + count - 1]];
      if (count === 0 || first === undefined || last === undefined) continue;
      masked += text.slice(done, first.start) + standIn(text.slice(first.start, last.end));
      done = last.end;
      at += count - 1;
    }
    return masked + text.slice(done);
  }

  #add(words: readonly string[]): void {
    const [first] = words;
    if (first === undefined) return;
    this.#values.add(words.join(" "));
    const counts = this.#counts.get(first) ?? [];
    if (counts.includes(words.length)) return;
    this.#counts.set(
      first,
      [...counts, words.length].toSorted((one, other) => other - one),
    );
  }

  /** How many words from one on are a value; 0: none. */
  #countAt(text: string, words: readonly Word[], at: number): number {
    const first = words[at];
    if (first === undefined) return 0;
    const found = this.#counts.get(first.text)?.find((count) => {
      const end = words[at + count - 1]?.end;
      if (end === undefined || !this.#values.has(joined(words, at, count))) return false;
      return end - first.start >= SHORTEST_WITHIN || standsAlone(text, first.start, end);
    });
    return found ?? 0;
  }
}

function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(WORD), ({ 0: word, index }) => ({
    text: word.toLowerCase(),
    start: index,
    end: index + word.length,
  }));
}

function standsAlone(text: string, start: number, end: number): boolean {
  // By code points: a letter may be two of what a text counts.
  const before = Array.from(text.slice(Math.max(0, start - 2), start)).at(-1) ?? "";
  const after = Array.from(text.slice(end, end + 2))[0] ?? "";
  return !/[\p{L}\p{N}]/u.test(before + after);
}

function joined(words: readonly Word[], at: number, count: number): string {
  return words
    .slice(at, at + count)
    .map(({ text }) => text)
    .join(" ");
}
