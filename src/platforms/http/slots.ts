/** What bounds the calls of `http.request` to each origin. */
import { CallSlots } from "../../outgoing/call-slots.ts";
import type { Outbound } from "../../outgoing/outbound.ts";

/** Origins whose slots are kept although nobody has one. */
const MOST_IDLE = 1_000;

/** Those of each policy, by origin. */
const all = new WeakMap<Outbound, Map<string, CallSlots>>();

/** Those of the url's origin; to which others it redirects is not known yet. */
export function slotsFor(url: string, outbound: Outbound): CallSlots | undefined {
  if (!URL.canParse(url)) return undefined;
  const { origin } = new URL(url);
  const slots = all.get(outbound) ?? new Map<string, CallSlots>();
  all.set(outbound, slots);
  const known = slots.get(origin);
  if (known !== undefined) return known;
  if (slots.size >= MOST_IDLE)
    for (const [other, { isIdle }] of slots) if (isIdle) slots.delete(other);
  const made = new CallSlots();
  slots.set(origin, made);
  return made;
}
