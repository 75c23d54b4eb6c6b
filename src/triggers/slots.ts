/**
 * When the slots of a schedule are. croner says which times a clock on the wall shows; when it shows
 * them is decided here, since around a change of the clocks croner loses or doubles times.
 *
 * A time that the clocks jump over has its slot right after the jump, and one that they show twice
 * at the first. A schedule of every hour has a slot each time that the clocks show one of its
 * minutes, and one right after a jump that left a part of its hour.
 */
import { Cron } from "croner";
import type { CompiledSchedule } from "../flows/compiled-flow.ts";
import { changeBetween, offsetAt, showingOf } from "../wall-clock.ts";

/** What says when; the rest of a schedule says what becomes of it. */
type Times = Pick<CompiledSchedule, "cron" | "timezone">;

/** The next slots after a moment, at most `count`; all in milliseconds since 1970. */
export function nextSlots(times: Times, after: number, count: number): number[] {
  const slots: number[] = [];
  for (const slot of slotsAfter(times, after)) {
    slots.push(slot);
    if (slots.length === count) break;
  }
  return slots;
}

const DAY_MS = 86_400_000;

/** The newest slots after `from` until `to`, the oldest of them first. */
export function slotsBetween(times: Times, from: number, to: number, most: number): number[] {
  // Of a long time only the end is walked over, as much of it as is needed.
  for (let back = DAY_MS; ; back *= 2) {
    const start = Math.max(from, to - back);
    const slots: number[] = [];
    for (const slot of slotsAfter(times, start)) {
      if (slot > to) break;
      slots.push(slot);
    }
    if (slots.length >= most || start === from) return slots.slice(-most);
  }
}

function slotsAfter({ cron, timezone }: Times, after: number): Generator<number> {
  const { clock, isHourly } = clockOf(cron);
  return (isHourly ? hourlySlots : dailySlots)(clock, timezone, after);
}

/** Making one takes as long as a hundred slots; there are as many as the flows have schedules. */
const clocks = new Map<string, { readonly clock: Cron; readonly isHourly: boolean }>();

function clockOf(cron: string): { readonly clock: Cron; readonly isHourly: boolean } {
  const known = clocks.get(cron);
  if (known !== undefined) return known;
  const [, hours = ""] = cron.trim().split(/\s+/);
  // Every hour may be written as *, */1, 0-23 and more.
  const day = asUtc(`0 ${hours} * * *`).nextRuns(24, new Date(0));
  const made = { clock: asUtc(cron), isHourly: day.at(-1)?.getTime() === DAY_MS };
  clocks.set(cron, made);
  return made;
}

function asUtc(cron: string): Cron {
  // The time zone UTC would be the same, and four times as slow.
  return new Cron(cron, { utcOffset: 0, paused: true });
}

/** The next time that a clock shows, after another one; undefined: never again. */
function nextTime(clock: Cron, wall: number): number | undefined {
  return clock.nextRun(new Date(wall))?.getTime();
}

function* dailySlots(clock: Cron, zone: string, after: number): Generator<number> {
  let last = after;
  for (let wall = nextTime(clock, after + offsetAt(after, zone)); wall !== undefined; ) {
    const { at } = showingOf(wall, zone);
    // Several that are jumped over have one slot, and what is shown again has had its own.
    if (at > last) yield at;
    last = Math.max(last, at);
    wall = nextTime(clock, wall);
  }
}

function* hourlySlots(clock: Cron, zone: string, after: number): Generator<number> {
  let [now, offset] = [after, offsetAt(after, zone)];
  for (;;) {
    const wall = nextTime(clock, now + offset);
    if (wall === undefined) return;
    const change = nextChange(zone, now, wall - offset);
    if (change === undefined) {
      now = wall - offset;
      yield now;
    } else {
      const before = change + offset;
      now = change;
      offset = offsetAt(change, zone);
      if (isSlotAtChange(clock, before, change + offset)) yield change;
    }
  }
}

/** Of two changes that cancel out, Morocco's around Ramadan, none is passed over. */
const STEP_MS = 7 * DAY_MS;

/** The first change of the clocks after a moment, until another one. */
function nextChange(zone: string, from: number, until: number): number | undefined {
  let offset = offsetAt(from, zone);
  for (let start = from; start < until; start += STEP_MS) {
    const end = Math.min(start + STEP_MS, until);
    const later = offsetAt(end, zone);
    if (later !== offset) return changeBetween(start, end, zone);
    offset = later;
  }
  return undefined;
}

const HOUR_MS = 3_600_000;

/**
 * Whether a schedule of every hour has a slot where the clocks change.
 * @param before what they would have shown, and `shown`: what they show
 */
function isSlotAtChange(clock: Cron, before: number, shown: number): boolean {
  const hour = Math.floor(shown / HOUR_MS) * HOUR_MS;
  const first = Math.min(shown, Math.max(hour, before));
  const time = nextTime(clock, first - 1_000);
  return time !== undefined && time <= shown;
}
