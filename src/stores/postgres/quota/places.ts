import type { PlaceAsk } from "../../../outgoing/quota-book.ts";

/** Places that were given: so many, and the time until which their calls have arrived, in milliseconds. */
export type Given = readonly [until: number, count: number];

/** How far ahead of their time places are given, and asked for, in milliseconds. */
const AHEAD_MS = 100;
const ASK_AHEAD_MS = 50;

/** So far ahead of an ask places may end that others have, at least, in milliseconds. */
const MOST_HELD_MS = 6_000;

/** Between a place's end and the arrival of its call, as a part of the interval, and at most. */
const JOURNEY = 0.02;
const MOST_JOURNEY_MS = 1_000;

/** Times are kept in slices, as a part of the interval, so that they are never many. */
const SLICE = 0.01;

/** Places that are taken, in milliseconds of one clock. */
export interface Taken {
  readonly given: readonly Given[];
  /** Whether {@link given} says something new. */
  readonly isNew: boolean;
  /** The time of each new place, the earliest first. */
  readonly times: readonly number[];
  /** When it is worth while to ask for more. */
  readonly againAt: number;
}

/**
 * Takes places under a rate limit, the earliest that are free. One is free when, of those that were given before,
 * fewer than the rate allows may arrive less than an interval before it, or later. Only what is soon is given:
 * whoever asks later is no worse off.
 * @param earliest no place is earlier; `now` or later
 */
export function takePlaces(
  given: readonly Given[],
  { calls, intervalMs, slackMs, count }: PlaceAsk,
  { now, earliest }: { readonly now: number; readonly earliest: number },
): Taken {
  // What is further ahead was given by a clock that has been set back since.
  const latest = now + AHEAD_MS + Math.max(intervalMs, MOST_HELD_MS);
  const known = given
    .filter(([until]) => until + intervalMs > earliest)
    .map(([until, many]): Given => [Math.min(until, latest), many]);
  const times: number[] = [];
  let free = calls - known.reduce((sum, [, many]) => sum + many, 0);
  let at = earliest;
  for (const [until, many] of [...known, NONE]) {
    const taken = at > now + AHEAD_MS ? 0 : Math.max(0, Math.min(free, count - times.length));
    for (let n = 0; n < taken; n++) times.push(at);
    free -= taken;
    if (free > 0 || times.length === count) break;
    at = until + intervalMs;
    free += many;
  }
  const held = slackMs + Math.min(intervalMs * JOURNEY, MOST_JOURNEY_MS);
  const slice = Math.ceil(intervalMs * SLICE);
  const added = times.map((time): Given => [Math.ceil((time + held) / slice) * slice, 1]);
  const againAt = times.length < count ? at - ASK_AHEAD_MS : now;
  const isNew = times.length > 0 || given.some(([until]) => until > latest);
  return { given: merged([...known, ...added]), isNew, times, againAt };
}

/** After the last ones nothing becomes free. */
const NONE: Given = [Infinity, 0];

/** One entry for each time, the earliest first. */
function merged(given: readonly Given[]): Given[] {
  const counts = new Map<number, number>();
  for (const [until, count] of given) counts.set(until, (counts.get(until) ?? 0) + count);
  return [...counts].toSorted(([a], [b]) => a - b);
}
