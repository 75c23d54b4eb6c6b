const ISO = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

/**
 * A point in time as flows write it: ISO 8601 with a zone, a date alone (midnight UTC), or
 * milliseconds since 1970.
 * @returns milliseconds since 1970; undefined when it is none of these
 */
export function timeOf(value: unknown): number | undefined {
  const readable = typeof value === "number" || (typeof value === "string" && ISO.test(value));
  const time = new Date(readable ? value : Number.NaN).getTime();
  return Number.isNaN(time) ? undefined : time;
}
