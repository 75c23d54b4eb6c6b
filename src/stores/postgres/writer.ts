/** Makes commits on the connection that has the journal, and opens it again when it was lost. */
import { setTimeout as pause } from "node:timers/promises";
import type { Write } from "../asks.ts";
import { codeOf, DatabaseError, told } from "./database-error.ts";
import { type Commit, isCommitted, takeBack } from "./doubt.ts";
import type { Connection, Send } from "./driver.ts";
import { sql } from "./sql.ts";
import { makeAll } from "./writes.ts";

/** How long a commit waits at most to learn what became of it, and between two tries, in milliseconds. */
const DOUBT_MS = 3_000;
const AGAIN_MS = 100;

export interface WriterOptions {
  /** Opens the connection, and makes sure that nobody else has had the journal. */
  readonly open: (onLost: (cause: unknown) => void) => Promise<Connection>;
  /** Where the database is. */
  readonly place: string;
  /** Told when the connection ends by itself, with what is wrong. */
  readonly onLost: (error: unknown) => void;
}

export class Writer {
  readonly #options: WriterOptions;
  #connection: Connection | undefined;
  /** What was to be committed when the connection was lost; those who asked were told that it was not kept. */
  #doubt: Commit | undefined;

  constructor(options: WriterOptions) {
    this.#options = options;
  }

  /** Connects, unless it is. @throws the database's error */
  async open(): Promise<Connection> {
    if (this.#connection !== undefined) return this.#connection;
    const connection = await this.#options.open((cause) => {
      if (this.#connection === connection) this.#connection = undefined;
      this.#options.onLost(told(cause, this.#options.place));
    });
    this.#connection = connection;
    return connection;
  }

  /** Makes changes in one transaction, all or none. @throws DatabaseError */
  async commit(batch: readonly Write[]): Promise<unknown[]> {
    return this.#orDrop(async () => {
      const { send } = await this.open();
      const [, { rows }, answers] = await Promise.all([
        send(sql`BEGIN`),
        send(sql`SELECT pg_current_xact_id()::text AS id`),
        makeAll(send, batch),
      ]);
      const [{ id: transaction } = { id: "" }] = rows as { id: string }[];
      await this.#end(send, { transaction, batch, answers });
      return answers;
    });
  }

  /** Connects again, and tries whether the database takes a commit. @throws DatabaseError */
  async probe(): Promise<void> {
    await this.#orDrop(async () => {
      const { send } = await this.open();
      const doubt = this.#doubt;
      if (doubt !== undefined && (await isCommitted(send, doubt))) await takeBack(send, doubt);
      this.#doubt = undefined;
      await send(sql`UPDATE owner SET id = id`);
    });
  }

  async close(): Promise<void> {
    const connection = this.#connection;
    this.#connection = undefined;
    await connection?.close();
  }

  /** Commits; when the answer is lost, the database is asked for it. */
  async #end(send: Send, commit: Commit): Promise<void> {
    try {
      await send(sql`COMMIT`);
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
        return await isCommitted((await this.open()).send, commit);
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
      throw told(error, this.#options.place);
    }
  }
}

function isLost(error: unknown, place: string): boolean {
  const code = codeOf(error);
  return code !== undefined && new DatabaseError(code, place).trouble?.code === "journal_away";
}
