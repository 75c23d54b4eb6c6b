/** Times as people on this machine read them; the API and the journal have UTC. */
import { AhaflowError } from "../../errors.ts";
import { offsetAt } from "../../wall-clock.ts";
import type { Console } from "../console.ts";

/** The option of every command that takes or shows times. */
export const ZONE_OPTION = [
  "--zone <name>",
  "time zone of what is typed and shown, such as Asia/Ho_Chi_Minh (default: this machine's, TZ)",
] as const;

const DAY_MS = 86_400_000;

/**
 * The zone that is asked for, or this machine's, by the name that people gave it: Intl would say
 * Asia/Saigon for Asia/Ho_Chi_Minh.
 * @throws AhaflowError `bad_argument`
 */
export function zoneOf(flag: string | undefined, env: Console["env"]): string {
  if (flag !== undefined && resolved(flag) === undefined)
    throw new AhaflowError("bad_argument", "--zone is no time zone", {
      hint: "give an IANA name, such as Asia/Ho_Chi_Minh or UTC",
    });
  const named = flag ?? env["TZ"];
  if (named !== undefined && resolved(named) !== undefined) return named;
  return Intl.DateTimeFormat().resolvedOptions().timeZone ?? "UTC";
}

/** Whether the zone's clocks are those that the API tells. */
export function isUtc(zone: string): boolean {
  return resolved(zone) === "UTC";
}

/** What Intl calls a zone; undefined when it knows none of this name. */
function resolved(name: string): string | undefined {
  try {
    offsetAt(0, name);
    return Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** What clocks in a zone show: `2026-11-27 09:00:05`. @param time milliseconds since 1970 */
export function wallClock(time: number, zone: string): string {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("sv-SE", {
      dateStyle: "short",
      timeStyle: "medium",
      timeZone: zone,
    });
    formats.set(zone, format);
  }
  return format.format(time);
}

/** To make one takes far longer than to use it. */
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * The moments at which clocks in a zone show a time, the first first: none in an hour that they skip,
 * two in one that comes twice.
 * @param wall as {@link wallClock} gives it
 * @returns milliseconds since 1970
 */
export function momentsOf(wall: string, zone: string): number[] {
  const asUtc = utcOf(wall);
  const offsets = new Set([asUtc - DAY_MS, asUtc + DAY_MS].map((time) => offsetAt(time, zone)));
  return [...offsets]
    .map((offset) => asUtc - offset)
    .filter((time) => wallClock(time, zone) === wall)
    .toSorted((one, two) => one - two);
}

/** When a day begins in a zone, also where clocks skip midnight. @param day `2026-11-27` */
export function startOfDay(day: string, zone: string): number {
  const midnight = `${day} 00:00:00`;
  const [first] = momentsOf(midnight, zone);
  // The first moment after a gap is the one that the clocks of before would have shown.
  return first ?? utcOf(midnight) - offsetAt(utcOf(midnight) - DAY_MS, zone);
}

/** A moment with its offset, as `--since` takes it: `2026-10-25T02:30:00+01:00`. */
export function withOffset(time: number, zone: string): string {
  const minutes = Math.round(offsetAt(time, zone) / 60_000);
  const sign = minutes < 0 ? "-" : "+";
  return `${wallClock(time, zone).replace(" ", "T")}${sign}${twoDigits(minutes / 60)}:${twoDigits(minutes % 60)}`;
}

function twoDigits(number: number): string {
  return String(Math.trunc(Math.abs(number))).padStart(2, "0");
}

/** The time of a text of {@link wallClock}, as if it were UTC; NaN when there is no such date. */
export function utcOf(wall: string): number {
  const time = Date.parse(`${wall.replace(" ", "T")}Z`);
  return !Number.isNaN(time) && wallClock(time, "UTC") === wall ? time : Number.NaN;
}
