/**
 * News between the nodes on one database, by LISTEN and NOTIFY on one connection of each node. A notice may
 * be lost: what matters is in the journal, and whoever hears of a gap looks there.
 */
import { setTimeout as pause } from "node:timers/promises";
import type { News } from "../../engine/dispatch/signals.ts";
import { type Answer, type Connection, openConnection } from "./driver.ts";
import { raw, type Sql, sql } from "./sql.ts";

/** What nodes tell each other: ids, and never what a customer or a platform said. */
export type Notice =
  /** A connection is to be left alone, or its circuit has opened or closed: look how it stands. */
  | { readonly kind: "quota"; readonly quota: string }
  /** Somebody follows the feed on the teller's node: what happens on others, or comes there, is told for a while. */
  | { readonly kind: "follow"; readonly of?: "deliveries" }
  /** What happened there, for whoever follows the feed: names of flows, ids, states. */
  | { readonly kind: "events"; readonly events: readonly unknown[] }
  /** Something lies in the journal (`parcels.ts`). @param to for this node alone; for all unless given */
  | { readonly kind: "parcel"; readonly what: string; readonly id: string; readonly to?: string }
  /** What happened to runs; `gap`: something that the teller had to tell was lost. */
  | News;

/** Called for what other nodes tell. */
export type NoticeHearer = (notice: Notice, from: string) => void;

const CHANNEL = raw("'ahaflow'");

/** Longest notice, in bytes of UTF-8: PostgreSQL takes less than 8,000. */
const MOST_BYTES = 7_900;

/** Time until the connection is opened again, from the first try to the slowest pace, in milliseconds. */
const AGAIN_MS = 100;
const SLOWEST_AGAIN_MS = 5_000;

/** How often it is seen whether the other end is there, and how long that may take, in milliseconds. */
const LOOK_MS = 5_000;

/** SQL that tells something once its transaction is committed. @throws RangeError when it is too long */
export function telling(from: string, notice: Notice): Sql {
  return sql`pg_notify(${CHANNEL}, ${textOf(from, notice)})`;
}

export class Notices {
  readonly #url: string;
  /** This node, as others hear of it. */
  readonly node: string;
  readonly #hearers: NoticeHearer[] = [];
  readonly #gapHearers: (() => void)[] = [];
  readonly #over = new AbortController();
  #connection: Connection | undefined;
  #nextLook: NodeJS.Timeout | undefined;
  /** What waits until the statement before is through. */
  #untold: string[] = [];
  #isTelling = false;
  #hasLost = false;

  private constructor(url: string, node: string) {
    this.#url = url;
    this.node = node;
  }

  /** @param node who tells: what it tells itself is not heard. @throws the database's error */
  static async open(url: string, node: string): Promise<Notices> {
    const notices = new Notices(url, node);
    await notices.#connect();
    return notices;
  }

  /** From now on. */
  hear(hearer: NoticeHearer): void {
    this.#hearers.push(hearer);
  }

  /** From now on: called when something may not have been heard. */
  onGap(hearer: () => void): void {
    this.#gapHearers.push(hearer);
  }

  /**
   * Tells the other nodes, soon. What can't be told is not kept: they learn that something is missing.
   * @throws RangeError when it is too long
   */
  tell(notice: Notice): void {
    this.#untold.push(textOf(this.node, notice));
    if (!this.#isTelling) void this.#tellAll();
  }

  /**
   * Sends a statement on the connection that listens; what is sent first is done first.
   * @returns undefined when that can't be: the others learn that something is missing
   */
  async send(query: Sql): Promise<Answer | undefined> {
    const answer = await this.#connection?.send(query).catch(() => undefined);
    if (answer === undefined) this.#hasLost = true;
    return answer;
  }

  async close(): Promise<void> {
    this.#over.abort();
    clearTimeout(this.#nextLook);
    await this.#connection?.close();
  }

  async #tellAll(): Promise<void> {
    this.#isTelling = true;
    while (this.#untold.length > 0) {
      const texts = this.#untold.splice(0);
      await this.send(
        sql`SELECT pg_notify(${CHANNEL}, text) FROM unnest(${texts}::text[]) AS told (text)`,
      );
    }
    this.#isTelling = false;
  }

  #take(text: string): void {
    const told = readNotice(text);
    if (told === undefined || told.from === this.node) return;
    const { from, notice } = told;
    if (notice.kind === "gap") this.#tellGap();
    else for (const hear of this.#hearers) hear(notice, from);
  }

  #tellGap(): void {
    for (const hear of this.#gapHearers) hear();
  }

  async #connect(): Promise<void> {
    const lose = () => this.#lose(connection);
    const connection = await openConnection(this.#url, lose, (text) => this.#take(text));
    try {
      await connection.run("LISTEN ahaflow");
      this.#over.signal.throwIfAborted();
    } catch (error) {
      await connection.close();
      throw error;
    }
    this.#connection = connection;
    this.#lookLater(connection);
  }

  #lookLater(connection: Connection): void {
    this.#nextLook = setTimeout(() => void this.#look(connection), LOOK_MS);
  }

  /** A connection that nobody writes on does not notice that its other end is gone. */
  async #look(connection: Connection): Promise<void> {
    const late = setTimeout(() => this.#lose(connection), LOOK_MS);
    const isThere = await connection.send(sql`SELECT`).then(Boolean, () => false);
    clearTimeout(late);
    if (!isThere) this.#lose(connection);
    else if (this.#connection === connection) this.#lookLater(connection);
  }

  #lose(connection: Connection): void {
    if (this.#connection !== connection || this.#over.signal.aborted) return;
    this.#connection = undefined;
    clearTimeout(this.#nextLook);
    void connection.close();
    void this.#connectAgain();
  }

  async #connectAgain(): Promise<void> {
    const { signal } = this.#over;
    for (let waitMs = AGAIN_MS; ; waitMs = Math.min(waitMs * 2, SLOWEST_AGAIN_MS)) {
      // Each at a time of its own: all nodes have lost it at once.
      await pause(waitMs * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        await this.#connect();
        break;
      } catch {}
    }
    if (this.#hasLost) {
      this.#hasLost = false;
      this.tell({ kind: "gap" });
    }
    this.#tellGap();
  }
}

function textOf(from: string, notice: Notice): string {
  const text = JSON.stringify({ from, ...notice });
  if (Buffer.byteLength(text) > MOST_BYTES)
    throw new RangeError(`a notice is longer than ${MOST_BYTES} bytes: ${notice.kind}`);
  return text;
}

/** Undefined for what no node has told; other versions tell of kinds that nobody knows here. */
function readNotice(text: string): { from: string; notice: Notice } | undefined {
  try {
    const { from, ...notice } = JSON.parse(text) as { from?: unknown } & Notice;
    return typeof from === "string" ? { from, notice } : undefined;
  } catch {
    return undefined;
  }
}
