/** Where two JSON values differ. */

export interface Difference {
  /** JSON pointer (RFC 6901). */
  readonly pointer: string;
  readonly kind: "added" | "missing" | "type" | "value";
  readonly here: unknown;
  readonly there: unknown;
}

/** @param here what it is. @param there what it is held against: `added` is only here, `missing` only there */
export function differences(here: unknown, there: unknown, pointer = ""): Difference[] {
  if (Object.is(here, there)) return [];
  const kinds = [kindOf(here), kindOf(there)];
  if (kinds[0] !== kinds[1]) return [{ pointer, kind: "type", here, there }];
  if (kinds[0] !== "object" && kinds[0] !== "array")
    return [{ pointer, kind: "value", here, there }];
  const [a, b] = [here as Record<string, unknown>, there as Record<string, unknown>];
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].flatMap((name): Difference[] => {
    const inner = `${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    if (!Object.hasOwn(b, name))
      return [{ pointer: inner, kind: "added", here: a[name], there: undefined }];
    if (!Object.hasOwn(a, name))
      return [{ pointer: inner, kind: "missing", here: undefined, there: b[name] }];
    return differences(a[name], b[name], inner);
  });
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}
