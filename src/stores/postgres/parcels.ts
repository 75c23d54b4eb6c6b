/**
 * What nodes hand each other that is long, or may hold what a customer said. Whoever may connect to the database
 * hears notices, so it lies in a table, whose rights decide on who reads it, and a notice says where. Nothing of it
 * goes into the write-ahead log or outlasts a crash, and after a minute the next look of retention removes it.
 */
import { randomUUID } from "node:crypto";
import { type Notice, type Notices, telling } from "./notices.ts";
import { sql } from "./sql.ts";

/** For so long it is there for those who were told of it. */
const KEPT_FOR = "1 minute";

/** A row of `parcels` that nobody fetches any more. */
export const OVERDUE = sql`at < clock_timestamp() - ${KEPT_FOR}::interval`;

/** Called for what comes. @param open what is in it; undefined when it is gone. @param from who sent it */
export type ParcelHearer = (open: () => Promise<unknown>, from: string) => void;

export class Parcels {
  readonly #notices: Notices;
  readonly #hearers = new Map<string, ParcelHearer>();

  constructor(notices: Notices) {
    this.#notices = notices;
    notices.hear((notice, from) => {
      if (notice.kind === "parcel") this.#take(notice, from);
    });
  }

  /**
   * Sends plain data to the other nodes, soon. What can't be sent is lost.
   * @param what which hearers it is for
   * @param to one of them, as it is named when something comes from it; all unless given
   */
  send(what: string, content: unknown, to?: string): void {
    const { node } = this.#notices;
    const id = randomUUID();
    const notice: Notice = { kind: "parcel", what, id, ...(to === undefined ? {} : { to }) };
    void this.#notices.send(sql`
      WITH parcel AS (INSERT INTO ahaflow.parcels (id, content) VALUES (${id}, ${JSON.stringify(content)}))
      SELECT ${telling(node, notice)}`);
  }

  /** From now on; one for each kind of content. */
  hear(what: string, hearer: ParcelHearer): void {
    this.#hearers.set(what, hearer);
  }

  #take({ what, id, to }: Extract<Notice, { kind: "parcel" }>, from: string): void {
    if (to === undefined || to === this.#notices.node)
      this.#hearers.get(what)?.(() => this.#open(id), from);
  }

  async #open(id: string): Promise<unknown> {
    const found = await this.#notices.send(
      sql`SELECT content FROM ahaflow.parcels WHERE id = ${id}`,
    );
    const [row] = (found?.rows ?? []) as { content: string }[];
    return row && (JSON.parse(row.content) as unknown);
  }
}
