import { Doubtful, HelperFailure } from "../failure.ts";
import { needsTime, readTime, type TimeReading } from "../time.ts";
import { textOf } from "./arguments.ts";
import { formatDate } from "./format-date.ts";
import type { Helper } from "./helper.ts";

const UNITS = new Map([
  ["ms", 1],
  ["s", 1000],
  ["m", 60_000],
  ["h", 3_600_000],
  ["d", 86_400_000],
]);

/** Points in time are what {@link readTime} reads. */
export const dates: readonly Helper[] = [
  {
    name: "now",
    takes: [],
    gives: "text",
    html: "always",
    summary: "The present time, ISO 8601 in UTC.",
    usage: "",
    min: 0,
    max: 0,
    example: { template: "{{now}}", result: "2026-01-02T03:04:05.000Z" },
    run: (_args, { now }) => now().toISOString(),
  },
  {
    name: "date_add",
    takes: ["time", "text"],
    gives: "text",
    html: "always",
    summary:
      "The time later by a duration (`ms`, `s`, `m`, `h` or `d`; earlier with a minus). `from_zone` is the zone of a time that says none.",
    usage: "time duration [from_zone=zone]",
    min: 2,
    max: 2,
    options: ["from_zone"],
    example: { template: "{{date_add (now) '2h'}}", result: "2026-01-02T05:04:05.000Z" },
    run: ([time, duration], { options }) =>
      later(timeAt(time, options["from_zone"]), textOf(duration)).toISOString(),
  },
  {
    name: "format_date",
    takes: ["time", "text"],
    gives: "text",
    html: "always",
    summary:
      "The time as the pattern says: `yyyy MM dd HH mm ss`, `EEEE` for the weekday in the language of `locale`, other letters in single quotes. The zone is `Asia/Ho_Chi_Minh` unless given; `from_zone` is that of a time that says none.",
    usage: "time pattern [zone] [locale=vi-VN] [from_zone=zone]",
    min: 2,
    max: 3,
    options: ["locale", "from_zone"],
    example: {
      template: '{{format_date at "EEEE dd/MM/yyyy HH:mm"}}',
      scope: { at: "2026-03-01T18:30:00Z" },
      result: "Thứ Hai 02/03/2026 01:30",
    },
    run: ([time, pattern, zone = "Asia/Ho_Chi_Minh"], { options }) =>
      formatDate(
        timeAt(time, options["from_zone"]),
        textOf(pattern),
        textOf(zone),
        textOf(options["locale"] ?? "vi-VN"),
      ),
  },
];

/** @param zone of a time that says none @throws HelperFailure where it is no time */
export function timeAt(value: unknown, zone?: unknown): Date {
  const read = readIn(value, zone === undefined ? undefined : textOf(zone));
  if ("time" in read) return new Date(read.time);
  const Failure = read.wrong === undefined ? HelperFailure : Doubtful;
  throw new Failure(needsTime(read), read.hint);
}

function readIn(value: unknown, zone: string | undefined): TimeReading {
  try {
    return readTime(value, zone);
  } catch {
    throw new HelperFailure("doesn't know this zone", "write a zone such as Asia/Ho_Chi_Minh");
  }
}

function later(date: Date, duration: string): Date {
  const [, amount, unit = ""] = /^(-?\d{1,9})([a-z]+)$/.exec(duration) ?? [];
  const length = UNITS.get(unit);
  if (length === undefined) {
    throw new HelperFailure("needs a duration", "write a whole number and ms, s, m, h or d: 2h");
  }
  const moved = new Date(date.getTime() + Number(amount) * length);
  if (Number.isNaN(moved.getTime())) throw new HelperFailure("the time is out of range");
  return moved;
}
