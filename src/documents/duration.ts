const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** As the schemas say it: within what a date can hold, whatever it is added to. */
const DURATION = /^(?:\d{1,9}(?:ms|s|m)|\d{1,7}h|\d{1,5}d)$/;

const LONGEST = "99999d";

/** Whether a text is a length of time. */
export function isDuration(text: string): boolean {
  return DURATION.test(text);
}

/**
 * Milliseconds of a duration as the schemas write it (`500ms`, `10s`, `5m`, `24h`, `7d`).
 * @throws RangeError when it is none
 */
export function durationMs(duration: string): number {
  const match = isDuration(duration) ? /^(\d+)(.+)$/.exec(duration) : null;
  if (match === null) throw new RangeError(`not a duration: ${duration}`);
  return Number(match[1]) * UNIT_MS[match[2] as keyof typeof UNIT_MS];
}

/** Units as people write them, and how much of a second each is. */
const WORDS: readonly (readonly [RegExp, number])[] = [
  [/^(?:ms|milliseconds?)$/, UNIT_MS.ms],
  [/^(?:s|secs?|seconds?|giây)$/, UNIT_MS.s],
  [/^(?:m|mins?|minutes?|phút)$/, UNIT_MS.m],
  [/^(?:h|hrs?|hours?|giờ)$/, UNIT_MS.h],
  [/^(?:d|days?|ngày)$/, UNIT_MS.d],
  [/^(?:w|weeks?|tuần)$/, 7 * UNIT_MS.d],
];

/**
 * What to write for a length of time that is written otherwise: `90`, `5 minutes`, `1h30m`, `1.5h`. Undefined where
 * that can't be told; for what is too long, the longest.
 */
export function durationMeant(written: string): string | undefined {
  const text = written.normalize("NFC").trim().toLowerCase();
  if (/^\d+$/.test(text)) {
    const ways = ["s", "m", "h", "d"].map((unit) => `${text}${unit}`).filter(isDuration);
    return ways.length === 0 ? undefined : `a length of time has a unit: ${ways.join(", ")}`;
  }
  if (!/^(?:\d+(?:\.\d+)?\s*\p{L}+\s*)+$/u.test(text)) return undefined;
  let total = 0;
  for (const [, number, word = ""] of text.matchAll(/(\d+(?:\.\d+)?)\s*(\p{L}+)/gu)) {
    const unitMs = WORDS.find(([form]) => form.test(word))?.[1] ?? Number.NaN;
    total += Number(number) * unitMs;
  }
  const units = Object.entries(UNIT_MS).toReversed();
  const [unit, unitMs] = units.find(([, ms]) => total % ms === 0) ?? ["", 1];
  const meant = `${total / unitMs}${unit}`;
  if (isDuration(meant)) return `write ${meant}`;
  return total > durationMs(LONGEST) ? `${LONGEST} is the longest` : undefined;
}

/** So many in any stretch of so long, in milliseconds. */
export interface Rate {
  readonly calls: number;
  readonly intervalMs: number;
}

/** A rate as the schemas write it: `25/s`, `100/m`, `1000/h`. */
export function rateOf(rate: string): Rate {
  const match = /^(\d+)\/(s|m|h)$/.exec(rate);
  if (match === null) throw new RangeError(`not a rate: ${rate}`);
  return { calls: Number(match[1]), intervalMs: UNIT_MS[match[2] as keyof typeof UNIT_MS] };
}
