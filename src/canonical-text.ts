/**
 * Texts that look alike are alike: a Mac writes `à` as `a` and an accent, a phone as one character.
 * What is compared, looked up, kept as a key or counted is taken in one form, the composed one
 * (Unicode's NFC); what is sent and stored stays as it came.
 */

/** Below U+0300 nothing is put together of two. */
const MAY_DIFFER = /[^\0-\u02ff]/;

/** A text in the form in which it is compared and counted. */
export function canonical(text: string): string {
  return MAY_DIFFER.test(text) ? text.normalize("NFC") : text;
}

/** Whether no character is cut in half: of an emoji, for one, each half is a UTF-16 unit. */
export function isWhole(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

/** A value with every text and name in that form; the same value where all are. */
export function canonicalValue(value: unknown): unknown {
  return isCanonical(value) ? value : composed(value);
}

function isCanonical(value: unknown): boolean {
  if (typeof value === "string") return canonical(value) === value;
  if (typeof value !== "object" || value === null) return true;
  if (Array.isArray(value)) return value.every(isCanonical);
  for (const name of Object.keys(value))
    if (canonical(name) !== name || !isCanonical(Reflect.get(value, name))) return false;
  return true;
}

function composed(value: unknown): unknown {
  if (typeof value === "string") return canonical(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(composed);
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [canonical(name), composed(part)]),
  );
}

/** The one of some names that is written as, or else looks like, this one. */
export function sameName(names: Iterable<string>, name: string): string | undefined {
  let alike: string | undefined;
  for (const one of names) {
    if (one === name) return one;
    if (alike === undefined && canonical(one) === canonical(name)) alike = one;
  }
  return alike;
}

/** An object's own field of this name; undefined where there is none. */
export function ownField(holder: object, name: string): unknown {
  if (Object.hasOwn(holder, name)) return Reflect.get(holder, name);
  if (!MAY_DIFFER.test(name) || Array.isArray(holder)) return undefined;
  const alike = sameName(Object.keys(holder), name);
  return alike === undefined ? undefined : Reflect.get(holder, alike);
}

/** A character and what stands on it; in Korean, the letters of a syllable. */
const UNITS = /[^\p{M}\u1160-\u11ff][\p{M}\u1160-\u11ff]*|[\p{M}\u1160-\u11ff]+/gu;

/** A text in the form in which it is searched, and the way back to how it was written. */
export interface Searchable {
  readonly canonical: string;
  /** The part of the written text between two places of the canonical one; both are the ends of a unit. */
  part(from: number, to?: number): string;
  /** Whether a place is no inside of a unit. */
  isEnd(at: number): boolean;
}

/** Makes a text searchable. */
export function searchable(text: string): Searchable {
  const composed = canonical(text);
  if (composed === text)
    return { canonical: text, part: (from, to) => text.slice(from, to), isEnd: () => true };
  // By places of the canonical text, those of the written one; 0 is the beginning or no end.
  const ends = new Uint32Array(composed.length + 1);
  let [made, read] = [0, 0];
  for (const [unit] of text.matchAll(UNITS)) {
    made += canonical(unit).length;
    read += unit.length;
    ends[made] = read;
  }
  return {
    canonical: composed,
    part: (from, to = composed.length) => text.slice(ends[from], ends[to]),
    isEnd: (at) => at === 0 || ends[at] !== 0,
  };
}
