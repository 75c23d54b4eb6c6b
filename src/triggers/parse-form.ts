/**
 * Reads `a=1&b=2` as a query string or a form sends it. A name that stands several times becomes a
 * list. The result has no prototype, so that a field called `__proto__` is a field.
 */
export function parseForm(text: string): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = Object.create(null);
  for (const [name, value] of new URLSearchParams(text)) {
    const before = fields[name];
    if (before === undefined) fields[name] = value;
    else if (Array.isArray(before)) before.push(value);
    else fields[name] = [before, value];
  }
  return fields;
}
