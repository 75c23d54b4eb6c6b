/** Values that are known to be somebody's, found again as words wherever they stand. */
import { standIn } from "./stand-in.ts";

/** Letters or digits in a row: `user_0908071111` has two, as `KH1024` has. */
const WORD = /\p{L}[\p{L}\p{M}]*|\p{N}+/gu;

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
      const count = this.#countAt(words, at);
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
  #countAt(words: readonly Word[], at: number): number {
    const counts = this.#counts.get(words[at]?.text ?? "");
    return counts?.find((count) => this.#values.has(joined(words, at, count))) ?? 0;
  }
}

function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(WORD), ({ 0: word, index }) => ({
    text: word.toLowerCase(),
    start: index,
    end: index + word.length,
  }));
}

function joined(words: readonly Word[], at: number, count: number): string {
  return words
    .slice(at, at + count)
    .map(({ text }) => text)
    .join(" ");
}
