import type { Console } from "../console.ts";
import { timeFlag, timeRange } from "./time-flag.ts";

/** The options of `ahaflow runs list`. */
export interface ListFlags {
  readonly flow?: string;
  readonly status?: string;
  readonly withFailures?: boolean;
  readonly refused?: boolean;
  readonly unmasked?: boolean;
  readonly q?: string;
  readonly since?: string;
  readonly until?: string;
  readonly activeSince?: string;
  readonly zone?: string;
  readonly limit: string;
  readonly json?: boolean;
  readonly admin?: string;
}

/** What they ask of the API. @param zone of the times that are typed */
export function askedOf(
  flags: ListFlags,
  zone: string,
  console: Console,
): Readonly<Record<string, string>> {
  const { flow, status, withFailures, q, activeSince, limit } = flags;
  const place = { zone, now: Date.now(), say: console.err };
  const given = {
    flow,
    status,
    with_failures: withFailures === true ? "true" : undefined,
    q,
    ...timeRange(flags, place),
    active_since: activeSince && timeFlag("--active-since", activeSince, place),
    limit,
  };
  const wanted = Object.entries(given).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return Object.fromEntries(wanted);
}
