/**
 * Clocks on walls: what one shows at a moment, and when it shows a time. A time of a clock is given
 * as the milliseconds since 1970 at which a clock in UTC shows it.
 */

/** What becomes of a time where the clocks change. */
export interface Showing {
  /** The first moment at which the clock shows this time, or, where it is jumped over, a later one. */
  readonly at: number;
  readonly times: "once" | "never" | "twice";
}

/** More than any change of the clocks, and any distance to UTC. */
const FAR_MS = 26 * 3_600_000;

/** When the clocks of a zone show a time; both are in milliseconds since 1970. */
export function showingOf(wall: number, zone: string): Showing {
  const [before, after] = [offsetAt(wall - FAR_MS, zone), offsetAt(wall + FAR_MS, zone)];
  const first = wall - before;
  if (before === after) return { at: first, times: "once" };
  const change = changeBetween(wall - FAR_MS, wall + FAR_MS, zone);
  const second = wall - after;
  if (first < change) return { at: first, times: second >= change ? "twice" : "once" };
  return second < change ? { at: change, times: "never" } : { at: second, times: "once" };
}

/** The first whole second of the later offset, between two moments that have different ones. */
export function changeBetween(from: number, to: number, zone: string): number {
  const offset = offsetAt(from, zone);
  let [same, other] = [Math.floor(from / 1_000), Math.ceil(to / 1_000)];
  while (other - same > 1) {
    const middle = Math.floor((same + other) / 2);
    if (offsetAt(middle * 1_000, zone) === offset) same = middle;
    else other = middle;
  }
  return other * 1_000;
}

/**
 * How far the clocks of a zone are ahead of UTC, in milliseconds.
 * @throws RangeError when there is no such zone
 */
export function offsetAt(time: number, zone: string): number {
  const second = Math.floor(time / 1_000) * 1_000;
  // A year before 1000 has no zeros before it.
  const shown = clockOf(zone).format(second).padStart(19, "0");
  return Date.parse(`${shown.replace(" ", "T")}Z`) - second;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  // Newer versions of Node take +07:00 for a zone, too: what is right must not depend on which one runs.
  if (!/^[A-Za-z]/.test(zone)) throw new RangeError(`there is no time zone ${zone}`);
  // Sweden writes ISO 8601.
  const made = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  // Making one takes long; but a zone may come from data, so what is kept stays small.
  if (clocks.size >= 100) clocks.clear();
  clocks.set(zone, made);
  return made;
}
