/**
 * What a path gives for the names of a pattern: `/runs/:id` takes `/runs/7` as `{ id: "7" }`.
 * @returns undefined when it is not of the pattern
 */
export function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const names = pattern.split("/");
  const parts = path.replace(/(?<=.)\/$/, "").split("/");
  if (names.length !== parts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [at, name] of names.entries()) {
    const part = parts[at] ?? "";
    if (name.startsWith(":") && part !== "") params[name.slice(1)] = decoded(part);
    else if (name !== part) return undefined;
  }
  return params;
}

/** A part of an address; one that is no right encoding stands for itself. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
