/** The slots of a schedule found the slow way: minute by minute, with a cron of its own. */

const MINUTE = 60_000;
const HOUR = 3_600_000;

interface WalkedTime {
  /** What the clocks show, as if it were UTC. */
  readonly wall: number;
  readonly offset: number;
}

/** What the clocks of a zone show at a moment. */
export function walk(zone: string): (at: number) => WalkedTime {
  const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  return (at) => {
    const name = format.format(at).split("GMT")[1] ?? "";
    const [hours = "0", minutes = "0"] = name.replace("\u2212", "-").split(":");
    const sign = hours.startsWith("-") ? -1 : 1;
    const offset = (Number(hours) * 60 + sign * Number(minutes)) * MINUTE;
    return { wall: at + offset, offset };
  };
}

/** The slots after `from` until `to`, both whole hours. */
export function slotsOfMinutes(
  { cron, timezone }: { readonly cron: string; readonly timezone: string },
  from: number,
  to: number,
): number[] {
  const matches = matcher(cron);
  const walked = walk(timezone);
  const hourly = cron.split(" ")[1] === "*";
  const slots: number[] = [];
  // A day before, to know what has been shown already.
  let before = walked(from - 30 * HOUR).wall;
  let highest = before;
  for (let at = from - 30 * HOUR + MINUTE; at <= to; at += MINUTE) {
    // A zone's clocks change on a quarter of an hour, if at all.
    const { wall } = at % (15 * MINUTE) === 0 ? walked(at) : { wall: before + MINUTE };
    const jumped: number[] = [];
    for (let time = before + MINUTE; time < wall; time += MINUTE)
      if (!hourly || Math.floor(time / HOUR) === Math.floor(wall / HOUR)) jumped.push(time);
    const isNew = hourly || wall > highest;
    const isSlot =
      (isNew && matches(wall)) ||
      jumped.some((time) => (hourly || time > highest) && matches(time));
    if (isSlot && at > from) slots.push(at);
    before = wall;
    highest = Math.max(highest, wall);
  }
  return slots;
}

function matcher(cron: string): (wall: number) => boolean {
  const [minutes, hours, days, months, weekdays] = cron.split(" ");
  const [inMinute, inHour] = [setOf(minutes, 0, 59), setOf(hours, 0, 23)];
  const [inDay, inMonth, inWeek] = [
    setOf(days, 1, 31),
    setOf(months, 1, 12),
    setOf(weekdays, 0, 6),
  ];
  return (wall) => {
    const date = new Date(wall);
    const [isDay, isWeekday] = [inDay.has(date.getUTCDate()), inWeek.has(date.getUTCDay())];
    // Where both are given, either will do.
    const fits = days !== "*" && weekdays !== "*" ? isDay || isWeekday : isDay && isWeekday;
    return (
      fits &&
      inMinute.has(date.getUTCMinutes()) &&
      inHour.has(date.getUTCHours()) &&
      inMonth.has(date.getUTCMonth() + 1)
    );
  };
}

function setOf(field = "*", least: number, most: number): Set<number> {
  const values = new Set<number>();
  for (const part of field.split(",")) {
    const [range = "*", step = "1"] = part.split("/");
    const [from = least, to] = range === "*" ? [least, most] : range.split("-").map(Number);
    for (let value = from; value <= (to ?? from); value += Number(step)) values.add(value);
  }
  return values;
}
