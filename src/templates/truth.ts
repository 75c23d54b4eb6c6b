/** What `if`, `{{#if}}`, `and`, `or` and `not` take for true: all but false, 0, null and what is empty. */
export function isTrue(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}
