/** Months in which a schedule of a late day of the month never comes, and what to write instead. */
import { Cron } from "croner";

/** The days that each month has in every year, from January on. */
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Undefined where each month of an expression has each day that it names. @param cron one that can be used */
export function cronGap(cron: string): [message: string, hint: string] | undefined {
  const [minute, hour, day = "", month = "", weekday] = cron.trim().split(/\s+/);
  const days = day.split(",");
  // A range such as 28-31 and a step mean the days that there are; a day of the week has slots of its own.
  if (weekday !== "*" || days.some((one) => /^l$/i.test(one))) return undefined;
  const latest = Math.max(...days.map((one) => (/^\d+$/.test(one) ? Number(one) : 0)));
  const months = monthsOf(month);
  const short = months.filter((one) => !hasDay(one, latest));
  if (short.length === 0) return undefined;
  const kept = days.filter((one) => Number(one) <= 28 || !/^\d+$/.test(one));
  const last = `${minute} ${hour} ${[...kept, "L"].join(",")} ${month} *`;
  const long = months.filter((one) => hasDay(one, latest)).join(",");
  const named =
    long === "" ? "" : `; for months that have it: "${minute} ${hour} ${day} ${long} *"`;
  return [
    `"${cron}" leaves out ${short.length === 1 ? "month" : "months"} ${short.join(", ")}: ${lack(latest, short)} day ${latest}`,
    `for the last day of each month write "${last}"${named}`,
  ];
}

function lack(day: number, months: readonly number[]): string {
  if (months.length > 1) return "they have no";
  return day === 29 ? "but for leap years, it has no" : "it has no";
}

function hasDay(month: number, day: number): boolean {
  return (DAYS[month - 1] ?? 0) >= day;
}

/** The months of a field, which may have names and steps. */
function monthsOf(field: string): number[] {
  const firsts = new Cron(`0 0 1 ${field} *`, { timezone: "UTC", paused: true }).nextRuns(12);
  return [...new Set(firsts.map((date) => date.getUTCMonth() + 1))].toSorted((a, b) => a - b);
}
