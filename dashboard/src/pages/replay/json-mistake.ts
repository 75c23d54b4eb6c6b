/** Where a text is no JSON. Browsers say it each in their own way, and some not at all. */

export interface JsonMistake {
  /** Lines and columns count from 1. */
  readonly line: number;
  readonly column: number;
}

const SPACE = /[ \t\n\r]*/y;
const TEXT = /"(?:[ !#-[\]-\u{10FFFF}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])/y;
const WORD = /(?:true|false|null)(?!\w)/y;
/** Deeper than this, the server refuses it. */
const DEEPEST = 100;

/** The first mistake of a text, by the grammar of RFC 8259; undefined when it is JSON. */
export function jsonMistake(text: string): JsonMistake | undefined {
  const reader = new Reader(text);
  if (reader.value(0) && reader.isAtEnd()) return undefined;
  const before = text.slice(0, reader.at);
  return {
    line: before.split("\n").length,
    column: reader.at - before.lastIndexOf("\n"),
  };
}

class Reader {
  readonly #text: string;
  /** The place that is read, and at last that of the mistake. */
  at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): boolean {
    this.#take(SPACE);
    if (depth > DEEPEST) return false;
    const sign = this.#text[this.at];
    if (sign === "{") return this.#list("}", () => this.#member(depth + 1));
    if (sign === "[") return this.#list("]", () => this.value(depth + 1));
    const isSimple = this.#take(TEXT) || this.#take(NUMBER) || this.#take(WORD);
    if (isSimple) this.#take(SPACE);
    return isSimple;
  }

  isAtEnd(): boolean {
    return this.at === this.#text.length;
  }

  /** What stands between brackets, with commas between. */
  #list(end: string, one: () => boolean): boolean {
    this.at += 1;
    this.#take(SPACE);
    if (this.#sign(end)) return true;
    do if (!one()) return false;
    while (this.#sign(","));
    return this.#sign(end);
  }

  #member(depth: number): boolean {
    this.#take(SPACE);
    if (!this.#take(TEXT)) return false;
    this.#take(SPACE);
    return this.#sign(":") && this.value(depth);
  }

  #sign(sign: string): boolean {
    if (this.#text[this.at] !== sign) return false;
    this.at += 1;
    this.#take(SPACE);
    return true;
  }

  #take(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    if (!pattern.test(this.#text)) return false;
    this.at = pattern.lastIndex;
    return true;
  }
}
