/** When Zalo takes templates: from 7:00 to 22:00 in Vietnam (docs/zalo.md). */

const HOUR_MS = 3_600_000;

/** Vietnam has one time, and no summer time. */
const AHEAD_OF_UTC_MS = 7 * HOUR_MS;

const OPENS_MS = 7 * HOUR_MS;
const CLOSES_MS = 22 * HOUR_MS;

/** @param now in milliseconds since 1970 @returns when the night is over; undefined by day */
export function morningAfter(now: number): number | undefined {
  const time = (now + AHEAD_OF_UTC_MS) % (24 * HOUR_MS);
  if (time >= OPENS_MS && time < CLOSES_MS) return undefined;
  const midnight = now - time + (time < OPENS_MS ? 0 : 24 * HOUR_MS);
  return midnight + OPENS_MS;
}
