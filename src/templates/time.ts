/** Points in time as flows and their data give them. */
import { showingOf } from "../wall-clock.ts";
import { readWrittenTime, type TimeMistake, type WrittenTime } from "../written-time.ts";

/** A time; or what the value is instead, where there is more to say than that it is none. */
export type TimeReading = { readonly time: number } | NoTime;

interface NoTime {
  readonly wrong: string | undefined;
  readonly hint: string;
}

/** The zone of days and times that say none, as chatbots for Vietnam keep them. */
const SHOPS_ZONE = "Asia/Ho_Chi_Minh";

/** Numbers of fewer digits are seconds until the year 2286, and of more, milliseconds after it. */
const LEAST_MS = 10_000_000_000;
const MOST_MS = 10_000_000_000_000;

const FORMS =
  "a time is a text such as 2026-03-01T18:30:00+07:00 or 01/03/2026 18:30:00, or milliseconds since 1970";

/**
 * Reads a point in time: ISO 8601 with a zone, a date alone (midnight UTC), a day and time as
 * chatbots keep them (day first, in {@link SHOPS_ZONE}), or milliseconds since 1970.
 * @param zone of texts that say none; without it an ISO time without a zone is refused
 * @throws RangeError when there is no such zone
 */
export function readTime(value: unknown, zone?: string): TimeReading {
  if (typeof value === "number") return ofNumber(value);
  if (typeof value !== "string") return { wrong: undefined, hint: FORMS };
  if (/^-?[1-9]\d*$|^0$/.test(value)) return ofNumber(Number(value));
  const read = readWrittenTime(value);
  return typeof read === "string" ? MISTAKES[read] : ofText(read, zone);
}

const MISTAKES: { readonly [mistake in TimeMistake]: NoTime } = {
  "no time": { wrong: undefined, hint: FORMS },
  "no such day": {
    wrong: "a day that is not in the calendar",
    hint: "the day comes first in 01/03/2026, and last in 2026-03-01",
  },
  "no such hour": {
    wrong: "a time of day that no clock shows",
    hint: "hours go from 00 to 23, minutes and seconds to 59",
  },
  "no such offset": {
    wrong: "an offset that no zone has",
    hint: "write the offset as +07:00",
  },
};

function ofText({ wall, offset, form, isDay }: WrittenTime, zone: string | undefined): TimeReading {
  if (offset !== undefined) return { time: wall - offset };
  if (zone === undefined && form === "iso")
    return isDay
      ? { time: wall }
      : { wrong: "a text that doesn't say its zone", hint: `add the zone: ${FORMS}` };
  const { at, times } = showingOf(wall, zone ?? SHOPS_ZONE);
  if (times === "once" || isDay) return { time: at };
  const wrong = `one that the clocks ${times === "never" ? "jump over" : "show twice"} in this zone`;
  return { wrong, hint: "write it with its offset" };
}

function ofNumber(number: number): TimeReading {
  const size = Math.abs(number);
  if (number === 0 || (Number.isInteger(number) && size >= LEAST_MS && size < MOST_MS))
    return { time: number };
  if (size < LEAST_MS)
    return {
      wrong: "a number of seconds, or one that is too small",
      hint: "numbers are milliseconds since 1970: write {{multiply value 1000}} for seconds",
    };
  return size >= MOST_MS
    ? { wrong: "a number that is too large for milliseconds since 1970", hint: FORMS }
    : { wrong: "a part of a millisecond", hint: "numbers are whole milliseconds since 1970" };
}

/** What to say of a value that is no time. */
export function needsTime({ wrong }: NoTime): string {
  return wrong === undefined ? "needs a time" : `needs a time, got ${wrong}`;
}
