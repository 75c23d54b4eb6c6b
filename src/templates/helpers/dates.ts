import { HelperFailure } from "../failure.ts";
import { timeOf } from "../time.ts";
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

/** Points in time are ISO 8601 texts with a zone, dates alone (midnight UTC), or milliseconds. */
export const dates: readonly Helper[] = [
  {
    name: "now",
    takes: [],
    gives: "text",
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
    summary: "The time later by a duration (`ms`, `s`, `m`, `h` or `d`; earlier with a minus).",
    usage: "time duration",
    min: 2,
    max: 2,
    example: { template: "{{date_add (now) '2h'}}", result: "2026-01-02T05:04:05.000Z" },
    run: ([time, duration]) => later(dateOf(time), textOf(duration)).toISOString(),
  },
  {
    name: "format_date",
    takes: ["time", "text"],
    gives: "text",
    summary:
      "The time as the pattern says: `yyyy MM dd HH mm ss`, `EEEE` for the weekday in the language of `locale`, other letters in single quotes. The zone is `Asia/Ho_Chi_Minh` unless given.",
    usage: "time pattern [zone] [locale=vi-VN]",
    min: 2,
    max: 3,
    options: ["locale"],
    example: {
      template: '{{format_date at "EEEE dd/MM/yyyy HH:mm"}}',
      scope: { at: "2026-03-01T18:30:00Z" },
      result: "Thứ Hai 02/03/2026 01:30",
    },
    run: ([time, pattern, zone = "Asia/Ho_Chi_Minh"], { options }) =>
      formatDate(dateOf(time), textOf(pattern), textOf(zone), textOf(options["locale"] ?? "vi-VN")),
  },
];

function dateOf(value: unknown): Date {
  const time = timeOf(value);
  if (time !== undefined) return new Date(time);
  throw new HelperFailure(
    "needs a time",
    "a time is a text such as 2026-03-01T18:30:00+07:00 (with Z or an offset), or milliseconds since 1970",
  );
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
