/** The times that the curves show. */
import type { Query } from "../../api/client.ts";

export const SPANS = ["1h", "24h"] as const;
export type Span = (typeof SPANS)[number];

const MINUTE_S = 60;
const MINUTES: Record<Span, { all: number; step: number }> = {
  "1h": { all: 60, step: 1 },
  "24h": { all: 1_440, step: 10 },
};

/** What the API is asked for. @param now milliseconds since 1970 */
export function spanQuery(span: Span, now: number): Query {
  const { all, step } = MINUTES[span];
  return {
    since: new Date(now - all * MINUTE_S * 1_000).toISOString(),
    until: new Date(now).toISOString(),
    step: step * MINUTE_S,
  };
}
