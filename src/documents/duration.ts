const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** As the schemas say it: within what a date can hold, whatever it is added to. */
const DURATION = /^(?:\d{1,9}(?:ms|s|m)|\d{1,7}h|\d{1,5}d)$/;

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
