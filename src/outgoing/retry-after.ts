/** Longest that a Retry-After is believed, in milliseconds: a wrong one must not stop work for good. */
const LONGEST_MS = 3_600_000;

/**
 * Reads a Retry-After header, seconds or an HTTP date.
 * @returns milliseconds from now, at most an hour; undefined when there is none or it makes no sense
 */
export function retryAfterMs(header: string | string[] | undefined): number | undefined {
  const text = (Array.isArray(header) ? header[0] : header)?.trim();
  if (text === undefined || !/^\d+$|GMT$/.test(text)) return undefined;
  const ms = text.endsWith("GMT") ? Date.parse(text) - Date.now() : Number(text) * 1000;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), LONGEST_MS);
}
