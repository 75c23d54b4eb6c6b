/** The connection of a node for what it shares of connections, opened when it is needed and again when it was lost. */
import { setTimeout as pause } from "node:timers/promises";
import { codeOf } from "../database-error.ts";
import { type Connection, openConnection, type Send } from "../driver.ts";
import { forgetQuotas, type QuotaRow, readEpoch, writeEpoch } from "./quota-statements.ts";

/** Time until it is tried again, from the first try to the slowest pace, in milliseconds. */
const AGAIN_MS = 100;
const SLOWEST_AGAIN_MS = 5_000;

/** How long a connection is known after its last call, in milliseconds. */
const KNOWN_MS = 86_400_000;

/**
 * Places that count for less than this may be forgotten in a crash of the database, so that nobody waits for its disk:
 * after one nothing goes for so long. One counts for as long as it may be used, and for its interval.
 */
export const KEPT_MS = 2_000;

const SETTINGS = `
  SET search_path TO ahaflow;
  SET synchronous_commit TO off;
  SET plan_cache_mode TO force_generic_plan;
  SET jit TO off;
  SET statement_timeout TO '5s';
`;

/** While it stands. */
export interface Opened {
  readonly send: Send;
  /** No place of a short interval is earlier, in milliseconds since 1970 by the database's clock. */
  readonly notBefore: number;
  /** Rows as they were seen last. */
  readonly rows: Map<string, QuotaRow>;
}

export class QuotaConnection {
  readonly #url: string;
  readonly #over = new AbortController();
  #opened: Promise<Opened> | undefined;
  #connection: Connection | undefined;
  /** How long the next try waits: 0 while all is well. */
  #waitMs = 0;

  constructor(url: string) {
    this.#url = url;
  }

  /**
   * Does something with the connection, and again with the next one until it succeeds. Once it is closed nobody
   * waits any more, and nothing comes of it.
   * @throws what is no error of the database
   */
  async do<Result>(work: (opened: Opened) => Promise<Result>): Promise<Result> {
    for (;;) {
      try {
        return await this.#try(work);
      } catch (error) {
        if (this.#over.signal.aborted) return new Promise(() => undefined);
        if (codeOf(error) === undefined) throw error;
      }
    }
  }

  /** The same, tried once. @returns undefined when the database is away */
  async doOnce<Result>(work: (opened: Opened) => Promise<Result>): Promise<Result | undefined> {
    try {
      return await this.#try(work);
    } catch (error) {
      if (this.#over.signal.aborted || codeOf(error) !== undefined) return undefined;
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#over.abort();
    await this.#connection?.close();
  }

  async #try<Result>(work: (opened: Opened) => Promise<Result>): Promise<Result> {
    this.#over.signal.throwIfAborted();
    this.#opened ??= this.#open();
    const opened = this.#opened;
    try {
      const result = await work(await opened);
      this.#waitMs = 0;
      return result;
    } catch (error) {
      this.#drop(opened);
      throw error;
    }
  }

  async #open(): Promise<Opened> {
    const { signal } = this.#over;
    // Each at a time of its own: all nodes have lost it at once.
    if (this.#waitMs > 0)
      await pause(this.#waitMs * (0.5 + Math.random() / 2), undefined, { signal });
    const connection = await openConnection(this.#url, () => this.#lose(connection));
    this.#connection = connection;
    signal.throwIfAborted();
    const { send, run } = connection;
    await run(SETTINGS);
    await send(writeEpoch);
    const { rows } = await send(readEpoch);
    await send(forgetQuotas(KNOWN_MS));
    const [{ since }] = rows as unknown as [{ since: number }];
    return { send, notBefore: since + KEPT_MS, rows: new Map() };
  }

  /** Of a connection that has failed nobody knows what it has prepared: the next one begins anew. */
  #drop(opened: Promise<Opened>): void {
    if (this.#opened !== opened) return;
    this.#waitMs = Math.min(Math.max(this.#waitMs * 2, AGAIN_MS), SLOWEST_AGAIN_MS);
    this.#opened = undefined;
    void this.#connection?.close();
    this.#connection = undefined;
  }

  #lose(connection: Connection): void {
    if (this.#connection === connection && this.#opened !== undefined) this.#drop(this.#opened);
  }
}
