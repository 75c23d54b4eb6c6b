/** Connections to any address that {@link Outbound} lets through. */
import type { Dispatcher } from "undici";
import type { Outbound } from "./outbound.ts";

/** Headers of an answer that are read: policies for browsers and cookies fill Node.js' 16 KiB. */
const LARGEST_HEADER_BYTES = 64 * 1024;

/** One for each policy: a connection that an earlier one let through is not used again. */
const agents = new WeakMap<Outbound, Dispatcher>();

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
  const known = agents.get(outbound);
  if (known !== undefined) return known;
  // As many connections as there are slots, and what redirects need: no call waits in here.
  const made = new Agent({
    pipelining: 1,
    // The attempt's signal is the only clock of a call. Idle sockets do not keep the process alive.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: LARGEST_HEADER_BYTES,
    connect: { lookup: outbound.lookup },
  });
  agents.set(outbound, made);
  return made;
}
