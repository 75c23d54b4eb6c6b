/**
 * What nodes share of connections, in the table `quotas`, on a connection of its own: a place is not worth waiting
 * for the journal's commits. While the database is away it waits, and tries again ever more seldom.
 */
import { randomUUID } from "node:crypto";
import type {
  CircuitChange,
  Grant,
  PlaceAsk,
  QuotaBook,
  RestingCircuit,
  Standing,
  TryOut,
} from "../../../outgoing/quota-book.ts";
import { type Notices, telling } from "../notices.ts";
import type { Sql } from "../sql.ts";
import { DatabaseClock } from "./database-clock.ts";
import { type Given, type Taken, takePlaces } from "./places.ts";
import { KEPT_MS, type Opened, QuotaConnection } from "./quota-connection.ts";
import {
  addQuota,
  pauseQuota,
  type QuotaRow,
  readQuota,
  tryCircuit,
  turnCircuit,
  writePlaces,
} from "./quota-statements.ts";

type Hearer = (standing: Standing) => void;

export class PostgresQuotaBook implements QuotaBook {
  /** Who tells of changes. */
  readonly #id = randomUUID();
  readonly #connection: QuotaConnection;
  readonly #clock = new DatabaseClock();
  readonly #hearers = new Map<string, Set<Hearer>>();
  #isFollowing = false;

  /** Nothing is sent yet. */
  constructor(url: string) {
    this.#connection = new QuotaConnection(url);
  }

  /** Hears from now on what other nodes tell; the journal has to be open. */
  follow(notices: Notices): void {
    notices.hear((notice, from) => {
      if (notice.kind === "quota" && from !== this.#id) this.#look(notice.quota);
    });
    notices.onGap(() => this.#lookAtAll());
    this.#isFollowing = true;
    this.#lookAtAll();
  }

  join(quota: string, hear: Hearer): () => void {
    const hearers = this.#hearers.get(quota) ?? new Set();
    this.#hearers.set(quota, hearers.add(hear));
    if (this.#isFollowing) this.#look(quota);
    return () => {
      hearers.delete(hear);
      if (hearers.size === 0) this.#hearers.delete(quota);
    };
  }

  take(quota: string, ask: () => PlaceAsk): Promise<Grant> {
    return this.#connection.do((opened) => this.#take(opened, quota, ask));
  }

  async pause(quota: string, ms: number): Promise<void> {
    const until = performance.now() + ms;
    await this.#change(quota, (told) => pauseQuota(quota, until - performance.now(), told));
  }

  turn(quota: string, change: CircuitChange): Promise<RestingCircuit | undefined> {
    return this.#change(quota, (told) => turnCircuit(quota, change, told));
  }

  tryOut(quota: string, mostMs: number): Promise<TryOut | undefined> {
    return this.#connection.doOnce(async (opened) => {
      const tried = await this.#ask(opened, tryCircuit(quota, mostMs));
      const row = tried ?? (await this.#read(opened, quota));
      return { isOurs: tried !== undefined, circuit: this.#circuitOf(row) };
    });
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  #lookAtAll(): void {
    for (const quota of this.#hearers.keys()) this.#look(quota);
  }

  #look(quota: string): void {
    if (!this.#hearers.has(quota)) return;
    void this.#connection.do((opened) => this.#read(opened, quota));
  }

  async #take(opened: Opened, quota: string, asking: () => PlaceAsk): Promise<Grant> {
    for (;;) {
      const row = opened.rows.get(quota) ?? (await this.#read(opened, quota));
      const ask = asking();
      const now = Math.ceil(this.#clock.read(performance.now()));
      const earliest = Math.max(
        now,
        row.paused_until,
        ask.intervalMs >= KEPT_MS ? 0 : opened.notBefore,
      );
      const taken = takePlaces(JSON.parse(row.places) as Given[], ask, { now, earliest });
      if (!taken.isNew) return this.#grantOf(taken, ask);
      const isSafe = ask.intervalMs + ask.slackMs >= KEPT_MS;
      const text = JSON.stringify(taken.given);
      const written = await this.#ask(opened, writePlaces(quota, row.version, text, isSafe));
      if (written !== undefined) return this.#grantOf(taken, ask);
      // Another node was faster.
      opened.rows.delete(quota);
    }
  }

  /** Makes a change, and tells the others. @returns how the circuit is then */
  #change(quota: string, make: (told: Sql) => Sql): Promise<RestingCircuit | undefined> {
    const told = telling(this.#id, { kind: "quota", quota });
    return this.#connection.do(async (opened) => {
      for (;;) {
        const row = await this.#ask(opened, make(told));
        if (row !== undefined) return this.#circuitOf(row);
        await this.#read(opened, quota);
      }
    });
  }

  /** Reads a row, which is made when there is none. */
  async #read(opened: Opened, quota: string): Promise<QuotaRow> {
    for (;;) {
      const row = await this.#ask(opened, readQuota(quota));
      if (row !== undefined) return row;
      await opened.send(addQuota(quota));
    }
  }

  /** Asks for a row, and tells all who hear of it what it says. @returns undefined when there is none */
  async #ask({ send, rows }: Opened, query: Sql): Promise<QuotaRow | undefined> {
    const sent = performance.now();
    const [row] = (await send(query)).rows as readonly QuotaRow[];
    if (row === undefined) return undefined;
    this.#clock.learn({ ...row, sent, received: performance.now() });
    rows.set(row.id, row);
    const pausedUntil = this.#clock.latest(row.paused_until);
    const standing = { pausedUntil, circuit: this.#circuitOf(row) };
    for (const hear of this.#hearers.get(row.id) ?? []) hear(standing);
    return row;
  }

  #circuitOf({ open_until, open_ms, tried_until }: QuotaRow): RestingCircuit | undefined {
    if (open_until === null || open_ms === null) return undefined;
    return {
      // Later is nobody's wish: the database's clock was set back.
      nextAt: Math.min(this.#clock.latest(open_until), performance.now() + open_ms),
      delayMs: open_ms,
      triedUntil: tried_until === 0 ? 0 : this.#clock.latest(tried_until),
    };
  }

  #grantOf({ times, againAt }: Taken, { slackMs }: PlaceAsk): Grant {
    const places = times.map((time) => ({
      from: this.#clock.latest(time),
      until: this.#clock.earliest(time + slackMs),
    }));
    return { places, againAt: this.#clock.latest(againAt) };
  }
}
