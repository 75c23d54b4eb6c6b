import { durationMs } from "../../documents/duration.ts";
import { AhaflowError } from "../../errors.ts";

/**
 * A time on the command line: how long ago (`2h`), or a time with its zone.
 * @returns ISO 8601, UTC
 * @throws AhaflowError `bad_argument`
 */
export function timeFlag(flag: string, text: string, now = Date.now()): string {
  if (/^\d+(ms|s|m|h|d)$/.test(text)) return new Date(now - durationMs(text)).toISOString();
  const time = /(Z|[+-]\d\d:\d\d)$/i.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time)) return new Date(time).toISOString();
  throw new AhaflowError("bad_argument", `${flag} is no time`, {
    hint: "say how long ago, such as 2h or 7d, or a time such as 2026-11-24T08:00:00+07:00",
  });
}
