/** The connections of `http.request`, and what bounds the calls to each origin. */
import type { Dispatcher } from "undici";
import { CallSlots } from "../../outgoing/call-slots.ts";
import type { Outbound } from "../../outgoing/outbound.ts";
import { tellProgress } from "../../outgoing/tell-progress.ts";

/** Headers of an answer that are read: policies for browsers and cookies fill Node.js' 16 KiB. */
const LARGEST_HEADER_BYTES = 64 * 1024;

/** Origins whose slots are kept although nobody has one. */
const MOST_IDLE = 1_000;

interface Ways {
  agent: Dispatcher | undefined;
  /** By origin. */
  readonly slots: Map<string, CallSlots>;
}

/** One for each policy: a connection that an earlier one let through is not used again. */
const all = new WeakMap<Outbound, Ways>();

let undici: Promise<typeof import("undici")> | undefined;

/**
 * Loads undici with the first call, as the clients of platforms do; once, for in a bundle each import of
 * a CommonJS package copies all that it exports.
 */
export function loadUndici(): Promise<typeof import("undici")> {
  undici ??= import("undici");
  return undici;
}

export async function agentFor(outbound: Outbound): Promise<Dispatcher> {
  const { Agent } = await loadUndici();
  const ways = waysFor(outbound);
  // As many connections as there are slots, and what redirects need: no call waits in here.
  ways.agent ??= new Agent({
    pipelining: 1,
    // The attempt's signal is the only clock of a call. Idle sockets do not keep the process alive.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: LARGEST_HEADER_BYTES,
    connect: { lookup: outbound.lookup },
  }).compose(tellProgress);
  return ways.agent;
}

/** Those of the url's origin; to which others it redirects is not known yet. */
export function slotsFor(url: string, outbound: Outbound): CallSlots | undefined {
  if (!URL.canParse(url)) return undefined;
  const { origin } = new URL(url);
  const { slots } = waysFor(outbound);
  const known = slots.get(origin);
  if (known !== undefined) return known;
  if (slots.size >= MOST_IDLE)
    for (const [other, { isIdle }] of slots) if (isIdle) slots.delete(other);
  const made = new CallSlots();
  slots.set(origin, made);
  return made;
}

function waysFor(outbound: Outbound): Ways {
  const ways = all.get(outbound) ?? { agent: undefined, slots: new Map() };
  all.set(outbound, ways);
  return ways;
}
