import { scryptSync } from "node:crypto";
import { byLength, escaped, formsOf, inTexts, MASK, SHORTEST_PART, textMask } from "./redact.ts";

/** Stands around the name of a secret. No character of any language, so texts rarely have it. */
const MARK = "\uFDD0";
const MARKED = /\uFDD0([^\uFDD0]*)\uFDD0/g;

/** Hides secrets in data that is kept, so that whoever may read it gets the same data back. */
export interface Veil {
  /** Plain data with names in the place of secrets. */
  readonly hide: (value: unknown) => unknown;
  /** The data as it was; `[redacted]` stands where a secret was that is not known any more. */
  readonly reveal: (value: unknown) => unknown;
  /** `JSON.stringify(hide(value))`; of data without secrets, which nearly all of it is, far sooner. */
  readonly json: (value: unknown) => string;
}

/**
 * A veil over these secrets: those of 8 characters or more wherever they stand, in all their forms,
 * shorter ones as whole texts. `reveal(hide(data))` is `data`, whatever it holds.
 */
export function createVeil(secrets: Iterable<string>): Veil {
  const { long, short } = byLength(secrets);
  const names = new Names([...long, ...short]);
  const whole = new Set(short);
  const forms = new Map(
    long.flatMap((secret) => formsOf(secret).map((form, at) => [form, { secret, at }] as const)),
  );
  const hidden = (found: string) => {
    if (found === MARK) return MARK + MARK;
    const [, form] = [...forms].find(([text]) => text.startsWith(found)) ?? [];
    const { secret, at } = forms.get(found) ?? form ?? { secret: found, at: 0 };
    return `${MARK}${names.nameOf(secret)}.${at}.${found.length}${MARK}`;
  };
  const mask = textMask(new Set([...forms.keys(), MARK]), hidden);
  const found = (_: string, written: string) => {
    if (written === "") return MARK;
    const [name = "", at, length] = written.split(".");
    const secret = names.secretOf(name);
    return secret === undefined
      ? MASK
      : (formsOf(secret)[Number(at)]?.slice(0, Number(length)) ?? MASK);
  };
  const hide = inTexts((text) => (whole.has(text) ? hidden(text) : mask(text)), mask);
  const mayHide = anyOf([...[...forms.keys()].map(beginning), ...short, MARK]);
  return {
    hide,
    json: (value) => {
      const text = JSON.stringify(value);
      return mayHide.test(text) ? JSON.stringify(hide(value)) : text;
    },
    reveal: inTexts((text) => (text.includes(MARK) ? text.replace(MARKED, found) : text)),
  };
}

/** The least of a form that is hidden: it may be cut off. Never half of a character, which JSON writes otherwise. */
function beginning(form: string): string {
  return form.slice(0, SHORTEST_PART).replace(/[\uD800-\uDBFF]$/, "");
}

/** Finds texts within JSON. */
function anyOf(texts: readonly string[]): RegExp {
  const written = texts.map((text) => escaped(JSON.stringify(text).slice(1, -1)));
  return new RegExp([...new Set(written)].join("|"));
}

/**
 * Names for secrets that say nothing about them, and the same ones after a restart: slow hashes, so
 * that nobody with the file can try many secrets. Made when first needed, which is rare.
 */
class Names {
  readonly #secrets: readonly string[];
  readonly #names = new Map<string, string>();

  constructor(secrets: readonly string[]) {
    this.#secrets = secrets;
  }

  secretOf(name: string): string | undefined {
    return this.#secrets.find((secret) => this.nameOf(secret) === name);
  }

  nameOf(secret: string): string {
    const name = this.#names.get(secret) ?? scryptSync(secret, "ahaflow", 6).toString("base64url");
    this.#names.set(secret, name);
    return name;
  }
}
