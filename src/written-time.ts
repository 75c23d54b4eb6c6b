/** Points in time as people and programs write them: ISO 8601, or day first. */

/** A time as a text has it. */
export interface WrittenTime {
  /** The milliseconds since 1970 at which a clock in UTC shows it. */
  readonly wall: number;
  /** How far its clock is ahead of UTC, in milliseconds; undefined where the text doesn't say. */
  readonly offset: number | undefined;
  readonly form: "iso" | "day first";
  /** Whether it is a day alone: then `wall` is its midnight. */
  readonly isDay: boolean;
}

/** Why a text is no time. */
export type TimeMistake = "no time" | "no such day" | "no such hour" | "no such offset";

const CLOCK = String.raw`(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?`;

/**
 * A day, and perhaps a time of day and an offset, in any spelling of ISO 8601 that has signs; a form that is sent
 * with a bare `+` has a blank in its place.
 */
const ISO = new RegExp(
  String.raw`^(\d{4})-(\d\d)-(\d\d)(?:[Tt ]${CLOCK} ?([Zz]|[+-]\d\d(?::?\d\d)?| \d\d:\d\d)?)?$`,
);

/** As chatbots for Vietnam keep days and times: `30/12/2023`, `30/12/2023 12:00:00`. */
const DAY_FIRST = new RegExp(String.raw`^(\d\d)\/(\d\d)\/(\d{4})(?: ${CLOCK})?$`);

/** Reads a time; what is beyond milliseconds is left out. */
export function readWrittenTime(text: string): WrittenTime | TimeMistake {
  const iso = ISO.exec(text);
  const parts = iso ?? DAY_FIRST.exec(text);
  if (parts === null) return "no time";
  const [, one = "", month = "", three = "", hour, minute, second, fraction, zone] = parts;
  const [year, day] = iso === null ? [three, one] : [one, three];
  const midnight = midnightOf(Number(year), Number(month), Number(day));
  if (midnight === undefined) return "no such day";
  const time = timeOfDay(hour, minute, second, fraction);
  if (time === undefined) return "no such hour";
  const offset = offsetOf(zone);
  if (Number.isNaN(offset)) return "no such offset";
  const form = iso === null ? "day first" : "iso";
  return { wall: midnight + time, offset, form, isDay: hour === undefined };
}

/**
 * Reads a time with its zone, in ISO 8601.
 * @returns milliseconds since 1970; undefined for all else
 */
export function timeWithZone(text: string): number | undefined {
  const read = readWrittenTime(text);
  return typeof read === "string" || read.offset === undefined
    ? undefined
    : read.wall - read.offset;
}

function midnightOf(year: number, month: number, day: number): number | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const isThere = year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isThere ? date.getTime() : undefined;
}

function timeOfDay(hour = "0", minute = "0", second = "0", fraction = ""): number | undefined {
  const [hours, minutes, seconds] = [Number(hour), Number(minute), Number(second)];
  if (hours > 23 || minutes > 59 || seconds > 59) return undefined;
  const ms = Number(fraction.slice(0, 3).padEnd(3, "0"));
  return ((hours * 60 + minutes) * 60 + seconds) * 1_000 + ms;
}

/** In milliseconds; undefined where none is written, NaN where no clock is so far from UTC. */
function offsetOf(zone: string | undefined): number | undefined {
  if (zone === undefined) return undefined;
  if (zone === "Z" || zone === "z") return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))];
  const minutesOnly = zone.length > 3 ? minutes : 0;
  if (hours > 14 || minutesOnly > 59) return Number.NaN;
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutesOnly) * 60_000;
}
