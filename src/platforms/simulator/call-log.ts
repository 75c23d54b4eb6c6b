import { Recent } from "./recent.ts";

const CALLS_KEPT = 10_000;

/** One call of the API, without its token; the wire's names. */
export interface CallRecord {
  /** `unknown` for a path that the contract does not have. */
  endpoint: string;
  readonly method: string;
  readonly path: string;
  body: unknown;
  /** ISO 8601, real time. */
  readonly at: string;
  /** Null while it is open, and when it was dropped. */
  status: number | null;
  duration_ms: number | null;
  outcome: "open" | "answered" | "dropped";
}

/** What was called; the wire's names. */
export interface CallReport {
  /** Calls that wait for their answer now. */
  readonly open: number;
  /** Calls since the start or the last reset, by endpoint. */
  readonly counts: Readonly<Record<string, number>>;
  /** The last 10,000 calls, oldest first. */
  readonly calls: readonly Readonly<CallRecord>[];
}

/** Writes down every call; bounded, but counts all. */
export class CallLog {
  #recent = new Recent<CallRecord>(CALLS_KEPT);
  readonly #counts = new Map<string, number>();
  readonly #open = new Set<CallRecord>();

  readonly #tokenParameter: string;

  /** @param tokenParameter the parameter of a query that holds a token, which is left out */
  constructor(tokenParameter: string) {
    this.#tokenParameter = tokenParameter;
  }

  /** @param url path with query, the token still in it */
  begin(method: string, url: string): CallRecord {
    const record: CallRecord = {
      endpoint: "unknown",
      method,
      path: withoutParameter(url, this.#tokenParameter),
      body: undefined,
      at: new Date().toISOString(),
      status: null,
      duration_ms: null,
      outcome: "open",
    };
    this.#recent.push(record);
    this.#open.add(record);
    return record;
  }

  /** Only the first end of a call counts: a dropped one stays dropped. */
  end(record: CallRecord, outcome: "answered" | "dropped", status: number | null): void {
    if (!this.#open.delete(record)) return;
    record.outcome = outcome;
    record.status = status;
    record.duration_ms = Date.now() - Date.parse(record.at);
    this.#counts.set(record.endpoint, (this.#counts.get(record.endpoint) ?? 0) + 1);
  }

  /** @param path only calls whose path contains this */
  report(path = ""): CallReport {
    const counts = new Map(this.#counts);
    for (const { endpoint } of this.#open) counts.set(endpoint, (counts.get(endpoint) ?? 0) + 1);
    return {
      open: this.#open.size,
      counts: Object.fromEntries(counts),
      calls: this.#recent
        .toArray()
        .filter((call) => call.path.includes(path))
        .map((call) => ({ ...call })),
    };
  }

  /** Forgets all calls; those still open stay open. */
  clear(): void {
    this.#recent = new Recent(CALLS_KEPT);
    this.#counts.clear();
    for (const record of this.#open) this.#recent.push(record);
  }
}

function withoutParameter(url: string, name: string): string {
  const start = url.indexOf("?");
  if (start === -1) return url;
  const query = new URLSearchParams(url.slice(start));
  if (!query.has(name)) return url;
  query.delete(name);
  return query.size === 0 ? url.slice(0, start) : `${url.slice(0, start)}?${query.toString()}`;
}
