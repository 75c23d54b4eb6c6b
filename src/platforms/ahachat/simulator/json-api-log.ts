import { Recent } from "../../simulator/recent.ts";

const REQUESTS_KEPT = 10_000;

/** One request of a JSON API block; the wire's names. */
export interface JsonApiRecord {
  readonly bot: string;
  readonly user: string;
  readonly block_name: string;
  readonly method: string;
  /** Attributes filled in. */
  readonly url: string;
  /** ISO 8601, real time. */
  readonly at: string;
  /** Null without an answer. */
  status: number | null;
  duration_ms: number | null;
  /** `failed` has a problem, `shown` has none. */
  outcome: "open" | "shown" | "failed";
  /** Why the user did not get all of the answer. */
  problem?: string;
}

/** What JSON API blocks asked; the wire's names. */
export interface JsonApiReport {
  /** Requests whose answer, or all that it leads to, is still to come. */
  readonly open: number;
  /** The last 10,000, oldest first. */
  readonly requests: readonly Readonly<JsonApiRecord>[];
}

/** Writes down every request of a JSON API block; bounded. */
export class JsonApiLog {
  #recent = new Recent<JsonApiRecord>(REQUESTS_KEPT);
  readonly #open = new Set<JsonApiRecord>();

  begin(
    request: Pick<JsonApiRecord, "bot" | "user" | "block_name" | "method" | "url">,
  ): JsonApiRecord {
    const record: JsonApiRecord = {
      ...request,
      at: new Date().toISOString(),
      status: null,
      duration_ms: null,
      outcome: "open",
    };
    this.#recent.push(record);
    this.#open.add(record);
    return record;
  }

  /** The answer has come; what it does may take longer. */
  answered(record: JsonApiRecord, status: number): void {
    record.status = status;
    record.duration_ms = Date.now() - Date.parse(record.at);
  }

  /** @param problem why not all of it took effect */
  end(record: JsonApiRecord, problem?: string): void {
    this.#open.delete(record);
    record.duration_ms ??= Date.now() - Date.parse(record.at);
    record.outcome = problem === undefined ? "shown" : "failed";
    if (problem !== undefined) record.problem = problem;
  }

  /** @param user only requests for the user with this id */
  report(user?: string): JsonApiReport {
    const fits = (record: JsonApiRecord) => user === undefined || record.user === user;
    return {
      open: [...this.#open].filter(fits).length,
      requests: this.#recent
        .toArray()
        .filter(fits)
        .map((record) => ({ ...record })),
    };
  }

  /** Forgets all requests; those still open stay open. */
  clear(): void {
    this.#recent = new Recent(REQUESTS_KEPT);
    for (const record of this.#open) this.#recent.push(record);
  }
}
