type Fields = Readonly<Record<string, unknown>>;

/**
 * What kustomize makes of an object and a patch, as far as the patches here need it: fields are put over
 * fields, entries of lists over those of the same name or place, and `$patch: delete` takes them away.
 */
export function patched(base: unknown, patch: unknown): unknown {
  if (Array.isArray(base) && Array.isArray(patch)) return patchedList(base, patch);
  if (!isFields(base) || !isFields(patch)) return patch;
  const entries = Object.entries(patch).map(([key, value]) => [key, patched(base[key], value)]);
  return { ...base, ...(Object.fromEntries(entries) as Fields) };
}

function patchedList(base: readonly unknown[], patch: readonly unknown[]): unknown[] {
  const known = new Set(base.map(keyOf));
  const changed = base.flatMap((entry) => {
    const change = patch.find((one) => keyOf(one) === keyOf(entry));
    if (change === undefined) return [entry];
    return isFields(change) && change["$patch"] === "delete" ? [] : [patched(entry, change)];
  });
  return [...changed, ...patch.filter((one) => !known.has(keyOf(one)))];
}

function keyOf(entry: unknown): unknown {
  return isFields(entry) ? (entry["mountPath"] ?? entry["name"]) : entry;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
