import { durationMs, isDuration } from "../../documents/duration.ts";
import { AhaflowError } from "../../errors.ts";
import { timeWithZone } from "../../written-time.ts";
import { momentsOf, startOfDay, utcOf, wallClock, withOffset } from "./zone.ts";

/** What the help of a time option says. */
export const TIME_HELP = "2h, 09:00, yesterday, 2026-11-27, '2026-11-27 09:00', or with a zone";

/** Where and when a time is typed. */
export interface TimePlace {
  readonly zone: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Tells the person how a time was understood that could mean another one. */
  readonly say: (line: string) => void;
}

/** The times of a command line, as the API takes them. */
interface Times {
  readonly since?: string;
  readonly until?: string;
}

const DAY_MS = 86_400_000;
const LOCAL = /^(?:(\d{4}-\d\d-\d\d|today|yesterday)(?:[ T](?=\d)|$))?(?:(\d\d?:\d\d)(:\d\d)?)?$/;

/**
 * A time on the command line: how long ago (`2h`), a day, a time of a day in the person's zone, or a
 * time with its zone. A time of day alone is the last one that has passed.
 * @returns ISO 8601, UTC
 * @throws AhaflowError `bad_argument`
 */
export function timeFlag(flag: string, text: string, place: TimePlace): string {
  const { zone, now, say } = place;
  if (isDuration(text)) return new Date(now - durationMs(text)).toISOString();
  const zoned = timeWithZone(text);
  if (zoned !== undefined) return new Date(zoned).toISOString();
  const [, day, clock, seconds = ":00"] = LOCAL.exec(text) ?? [];
  if (day === undefined && clock === undefined) throw noTime(flag);
  const date = dateOf(day, place);
  if (Number.isNaN(utcOf(`${date} 00:00:00`))) throw noTime(flag);
  if (clock === undefined) return new Date(startOfDay(date, zone)).toISOString();
  const time = `${clock.padStart(5, "0")}${seconds}`;
  const given = momentOf(flag, `${date} ${time}`, zone);
  if (day !== undefined || given <= now) return new Date(given).toISOString();
  const passed = momentOf(flag, `${dayBefore(date)} ${time}`, zone);
  say(`${flag} ${text} is still to come today: taken as yesterday's, ${withOffset(passed, zone)}`);
  return new Date(passed).toISOString();
}

/**
 * The two ends of a time. A time of day for the end is the first one after the beginning, where that is
 * later than the last one that has passed.
 * @throws AhaflowError `bad_argument`
 */
export function timeRange(flags: Times, place: TimePlace): Times {
  const said: string[] = [];
  const quiet = { ...place, say: (line: string) => void said.push(line) };
  const since = flags.since === undefined ? undefined : timeFlag("--since", flags.since, place);
  if (flags.until === undefined) return since === undefined ? {} : { since };
  const until = timeFlag("--until", flags.until, quiet);
  if (since === undefined || until > since) {
    for (const line of said) place.say(line);
    return since === undefined ? { until } : { since, until };
  }
  // Only a time of day was moved to yesterday: that of today is after the beginning.
  if (said.length > 0) return { since, until: timeFlag("--until", `today ${flags.until}`, quiet) };
  throw new AhaflowError("bad_argument", "--until is not after --since", {
    hint: `that is from ${withOffset(Date.parse(since), place.zone)} until ${withOffset(Date.parse(until), place.zone)}`,
  });
}

function dateOf(day: string | undefined, { zone, now }: TimePlace): string {
  const today = wallClock(now, zone).slice(0, 10);
  if (day === undefined || day === "today") return today;
  return day === "yesterday" ? dayBefore(today) : day;
}

function dayBefore(day: string): string {
  return wallClock(utcOf(`${day} 00:00:00`) - DAY_MS, "UTC").slice(0, 10);
}

/** The one moment at which clocks in a zone show a time. @throws AhaflowError `bad_argument` */
function momentOf(flag: string, wall: string, zone: string): number {
  if (Number.isNaN(utcOf(wall))) throw noTime(flag);
  const [first, second] = momentsOf(wall, zone);
  if (first === undefined)
    throw new AhaflowError("bad_argument", `${flag}: there is no ${wall} in ${zone}`, {
      hint: "the clocks went forward over it: give an hour more or less",
    });
  if (second === undefined) return first;
  throw new AhaflowError("bad_argument", `${flag}: ${wall} came twice in ${zone}`, {
    hint: `the clocks went back: say ${withOffset(first, zone)} or ${withOffset(second, zone)}`,
  });
}

function noTime(flag: string): AhaflowError {
  return new AhaflowError("bad_argument", `${flag} is no time`, {
    hint: "say how long ago, such as 2h or 7d; a day or a time of your zone, such as yesterday, 09:00 or '2026-11-27 09:00'; or a time with its zone, such as 2026-11-24T08:00:00+07:00",
  });
}
