/** Times of runs for people: UTC, as the journal has them, and those of a zone beside. */
import { isUtc, wallClock } from "./zone.ts";

/** The titles of the columns that {@link timeCells} fills. */
export function timeHeads(title: string, zone: string): string[] {
  return [`${title} (UTC)`, ...(isUtc(zone) ? [] : [zone])];
}

/** A time of the API in UTC, and in the zone where that is another. */
export function timeCells(iso: string, zone: string): string[] {
  const time = Date.parse(iso);
  return [wallClock(time, "UTC"), ...(isUtc(zone) ? [] : [wallClock(time, zone)])];
}

/** The same in a sentence. */
export function timeText(iso: string, zone: string): string {
  return isUtc(zone) ? iso : `${iso}, ${wallClock(Date.parse(iso), zone)} in ${zone}`;
}

/** Tells single moments of a run by the clock of a zone; the day only where it is another. */
export function clockOf(zone: string, start: string): (iso: string) => string {
  const day = wallClock(Date.parse(start), zone).slice(0, 10);
  return (iso) => {
    const time = Date.parse(iso);
    const wall = `${wallClock(time, zone)}.${String(time % 1_000).padStart(3, "0")}`;
    return wall.startsWith(day) ? wall.slice(11) : wall;
  };
}
