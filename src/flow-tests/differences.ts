import { canonical, ownField } from "../canonical-text.ts";
import { pathText } from "../documents/schema-words.ts";
import type { ValuePath } from "../documents/yaml-document.ts";

/** One thing that is not as a test says. */
export interface Difference {
  /** Keys from the test case to what was said: `expect`, `steps`, `thanks`, `with`, `text`. */
  readonly path: ValuePath;
  /** In words, or as JSON. */
  readonly expected: string;
  readonly actual: string;
}

/** `steps.thanks.with.text`: how a difference is named. */
export function differenceName({ path }: Difference): string {
  return pathText(path[0] === "expect" ? path.slice(1) : path);
}

/** Whether maps may have keys that are not expected. */
type Mode = "partial" | "exact";

/** Every place where `actual` is not what `expected` says; lists have to be the same length. */
export function differences(
  expected: unknown,
  actual: unknown,
  path: ValuePath,
  mode: Mode,
): Difference[] {
  if (isSame(expected, actual)) return [];
  const inside = entriesOf(expected, actual, mode);
  if (inside === undefined) return [{ path, expected: shown(expected), actual: shown(actual) }];
  return inside.flatMap(([key, one, two]) => differences(one, two, [...path, key], mode));
}

/** Whether two values are equal, texts also when they only look alike. */
function isSame(one: unknown, two: unknown): boolean {
  const areTexts = typeof one === "string" && typeof two === "string";
  return areTexts ? canonical(one) === canonical(two) : one === two;
}

/** A value for people; what is not there is `nothing`. */
export function shown(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}

type Entry = readonly [key: string | number, expected: unknown, actual: unknown];

/** What two lists, or two maps, hold side by side; undefined when they are not two of a kind. */
function entriesOf(expected: unknown, actual: unknown, mode: Mode): Entry[] | undefined {
  if (Array.isArray(expected) && Array.isArray(actual))
    return Array.from({ length: Math.max(expected.length, actual.length) }, (_, index) => [
      index,
      expected[index] as unknown,
      actual[index] as unknown,
    ]);
  if (!isMap(expected) || !isMap(actual)) return undefined;
  const more = mode === "exact" ? Object.keys(actual) : [];
  return [...new Set([...Object.keys(expected), ...more])].map((key) => [
    key,
    ownField(expected, key),
    ownField(actual, key),
  ]);
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
