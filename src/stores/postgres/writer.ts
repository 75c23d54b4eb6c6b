/**
 * Makes the commits of a node, and connects again when it was cut off. Each begins with the same statement:
 * it waits for its turn among the commits of all nodes, and says that the node lives, or that it was given up.
 */
import { setTimeout as pause } from "node:timers/promises";
import type { Write } from "../asks.ts";
import { codeOf, DatabaseError, GIVEN_UP, GivenUp, isPooled, told } from "./database-error.ts";
import { type Commit, isCommitted, takeBack } from "./doubt.ts";
import type { Connection, Send } from "./driver.ts";
import type { Node } from "./open-writer.ts";
import { type Sql, sql } from "./sql.ts";
import { makeAll } from "./writes.ts";

/** How long a commit waits at most to learn what became of it, and between two tries, in milliseconds. */
const DOUBT_MS = 3_000;
const AGAIN_MS = 100;

/** A commit that took so long may be one of a node that has been given up meanwhile, in milliseconds. */
const SUSPECT_MS = 2_000;

export interface WriterOptions {
  /** Opens the connection of a node. */
  readonly open: (node: Node, onLost: (cause: unknown) => void) => Promise<Connection>;
  /** A life of this daemon. */
  readonly newNode: () => Node;
  /** Told when the node was given up: what it has is somebody else's. It goes on as another one. */
  readonly onGivenUp: () => void;
  /** Where the database is. */
  readonly place: string;
  /** Told when the connection ends by itself, with what is wrong. */
  readonly onLost: (error: unknown) => void;
}

export class Writer {
  readonly #options: WriterOptions;
  #node: Node;
  #connection: Connection | undefined;
  /** Since when it has been in touch without a gap, and when it was last, as `performance.now()` has it. */
  #inTouchSince = 0;
  #lastTouch = Number.NEGATIVE_INFINITY;
  /** What was to be committed when the connection was lost; those who asked were told that it was not kept. */
  #doubt: Commit | undefined;

  constructor(options: WriterOptions) {
    this.#options = options;
    this.#node = options.newNode();
  }

  get node(): string {
    return this.#node.id;
  }

  /** For how long it has been in touch with the database without a gap, in milliseconds. */
  get inTouchMs(): number {
    const now = performance.now();
    return now - this.#lastTouch > SUSPECT_MS ? 0 : now - this.#inTouchSince;
  }

  /** Connects, unless it is. @throws the database's error */
  async open(): Promise<Connection> {
    if (this.#connection !== undefined) return this.#connection;
    let opened: Connection | undefined;
    opened = await this.#options.open(this.#node, (cause) => {
      // Lost before it is open: whoever opens it hears of that.
      if (opened === undefined) return;
      if (this.#connection === opened) this.#connection = undefined;
      this.#options.onLost(told(cause, this.#options.place));
    });
    this.#connection = opened;
    return opened;
  }

  /** Makes changes in one transaction, all or none. @throws DatabaseError, GivenUp */
  async commit(batch: readonly Write[]): Promise<unknown[]> {
    return this.#orDrop(async () => {
      const began = performance.now();
      const { send } = await this.open();
      const [, , answers] = await Promise.all([
        send(sql`BEGIN`),
        send(this.#begins()),
        makeAll(send, batch),
      ]);
      await this.#end(send, { batch, answers });
      this.#touched(began);
      // The process may have been stopped after that: it does nothing for runs that others have now.
      if (performance.now() - began > SUSPECT_MS) await this.#confirm({ batch, answers });
      return answers;
    });
  }

  /** Connects again, and tries whether the database takes a commit. @throws DatabaseError, GivenUp */
  async probe(): Promise<void> {
    await this.#orDrop(async () => {
      const { send } = await this.open();
      const doubt = this.#doubt;
      if (doubt?.isMade || (doubt && (await isCommitted(send, this.#node))))
        await takeBack(send, doubt);
      this.#doubt = undefined;
      await this.#touch(send);
    });
  }

  /** Whether the node is one of those that share the journal, after a commit that took long. */
  async #confirm(commit: Commit): Promise<void> {
    try {
      // The connection that it began on may be lost.
      await this.#touch((await this.open()).send);
    } catch (error) {
      if (codeOf(error) !== GIVEN_UP) this.#doubt = { ...commit, isMade: true };
      throw error;
    }
  }

  /** Whether the node is still one of those that share the journal. */
  async #touch(send: Send): Promise<void> {
    const began = performance.now();
    const { id, commits } = this.#node;
    const { count } = await send(sql`UPDATE nodes SET seen_at = clock_timestamp()
      WHERE id = ${id} AND NOT dead AND last_commit = ${commits}`);
    if (count === 0) throw Object.assign(new Error("given up"), { code: GIVEN_UP });
    this.#touched(began);
  }

  /** In the session of another connection it is nobody's commit. */
  #begins(): Sql {
    const { id, commits } = this.#node;
    return sql`SELECT begin_commit(
      CASE current_setting('ahaflow.node', true) WHEN ${id} THEN ${id} END, ${commits})`;
  }

  #touched(began: number): void {
    if (began - this.#lastTouch > SUSPECT_MS) this.#inTouchSince = began;
    this.#lastTouch = performance.now();
  }

  async close(): Promise<void> {
    const connection = this.#connection;
    this.#connection = undefined;
    await connection?.close();
  }

  /** What this node has is anybody's, at once; resolves in any case. */
  async leave(): Promise<void> {
    const { id } = this.#node;
    const left = [
      sql`BEGIN`,
      this.#begins(),
      sql`UPDATE runs SET node = NULL, due_at = 0 WHERE node = ${id} AND finished_at IS NULL`,
      sql`DELETE FROM nodes WHERE id = ${id}`,
      sql`COMMIT`,
    ];
    const { send } = this.#connection ?? {};
    if (send !== undefined) await Promise.all(left.map(send)).catch(() => undefined);
    await this.close();
  }

  /** Commits; when the answer is lost, the database is asked for it. */
  async #end(send: Send, commit: Commit): Promise<void> {
    try {
      await send(sql`COMMIT`);
      this.#node.commits++;
    } catch (error) {
      if (!isLost(error, this.#options.place)) throw error;
      if (!(await this.#learn(commit))) throw error;
    }
  }

  /** @returns whether it has been committed, as far as is known after a while */
  async #learn(commit: Commit): Promise<boolean> {
    for (const end = performance.now() + DOUBT_MS; ; await pause(AGAIN_MS)) {
      await this.close();
      try {
        return await isCommitted((await this.open()).send, this.#node);
      } catch {
        if (performance.now() < end) continue;
        this.#doubt = commit;
        return false;
      }
    }
  }

  /** Of a connection that has failed nobody knows what it has prepared: the next one begins anew. */
  async #orDrop<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    try {
      return await work();
    } catch (error) {
      await this.close();
      // The next connection is looked at as the first one was.
      if (isPooled(codeOf(error))) this.#node.isKnown = false;
      if (codeOf(error) !== GIVEN_UP) throw told(error, this.#options.place);
      this.#node = this.#options.newNode();
      this.#doubt = undefined;
      this.#options.onGivenUp();
      throw new GivenUp();
    }
  }
}

function isLost(error: unknown, place: string): boolean {
  const code = codeOf(error);
  return code !== undefined && new DatabaseError(code, place).trouble?.code === "journal_away";
}
