/** The filters of the list as the address has them, and as the API is asked. */

const HOUR_MS = 3_600_000;
const SINCE: Record<string, number> = { "1h": HOUR_MS, "24h": 24 * HOUR_MS, "7d": 168 * HOUR_MS };

/** The times that `since` of an address may name besides a time of its own. */
export const TIMES = ["all", "1h", "24h", "7d"] as const;

/** When a time of an address began: `24h` before now, or a time in ISO 8601 as it is. */
function sinceOf(text: string | null, now: number): string | undefined {
  if (text === null || text === "" || text === "all") return undefined;
  const ago = SINCE[text];
  return ago === undefined ? text : new Date(now - ago).toISOString();
}

/** The same where the API takes no time for the last day: everything is since 1970. */
export function sinceEver(text: string | null, now: number): string {
  return sinceOf(text, now) ?? new Date(0).toISOString();
}

/** What the API is asked for by the filters of an address. */
export function askedFor(
  query: URLSearchParams,
  now: number,
): Record<string, string | boolean | undefined> {
  const status = query.get("status") ?? undefined;
  const hasFailures = status === "with_failures";
  return {
    flow: query.get("flow") ?? undefined,
    q: query.get("q") ?? undefined,
    since: sinceOf(query.get("since"), now),
    ...(hasFailures ? { with_failures: true } : { status }),
  };
}

/** Whether anything is filtered at all. */
export function isFiltered(query: URLSearchParams): boolean {
  return ["flow", "q", "since", "status"].some((name) => (query.get(name) ?? "") !== "");
}
