import { timeWithZone } from "../../written-time.ts";

/**
 * Whether a time that was sent is near to another one.
 * @param text seconds or milliseconds since 1970, or ISO 8601 with a zone
 * @param now milliseconds since 1970
 */
export function isNear(text: string | undefined, now: number, toleranceMs: number): boolean {
  return Math.abs(now - timeOf(text)) <= toleranceMs;
}

/** Milliseconds since 1970, or NaN. */
function timeOf(text: string | undefined): number {
  if (text === undefined) return Number.NaN;
  if (/^\d{1,11}$/.test(text)) return Number(text) * 1_000;
  if (/^\d{12,14}$/.test(text)) return Number(text);
  return timeWithZone(text) ?? Number.NaN;
}
