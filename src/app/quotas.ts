/** What bounds the calls over connections: for this daemon alone, or for all nodes on one database. */
import { createHash } from "node:crypto";
import { SharedQuota } from "../outgoing/shared-quota.ts";
import type { ConnectionSettings } from "../platforms/connection-settings.ts";
import { platformOf } from "../platforms/installed.ts";
import { type OpenQuota, openLocalQuota } from "../platforms/open-connections.ts";
import type { Settings } from "../settings/settings.ts";
import type { Notices } from "../stores/postgres/notices.ts";
import type { PostgresQuotaBook } from "../stores/postgres/quota/postgres-quota-book.ts";
import type { Closers } from "./parts.ts";

export class Quotas {
  #book: PostgresQuotaBook | undefined;

  constructor(closers: Closers) {
    closers.push(async () => this.#book?.close());
  }

  /** How the connections of these settings get theirs. Nothing is sent yet. */
  async of({ databaseUrl }: Pick<Settings, "databaseUrl">): Promise<OpenQuota> {
    if (databaseUrl === undefined) return openLocalQuota;
    // A daemon without a database need not load its driver.
    const { PostgresQuotaBook: Book } = await import(
      "../stores/postgres/quota/postgres-quota-book.ts"
    );
    // The database of a daemon does not change while it runs.
    const book = (this.#book ??= new Book(databaseUrl));
    return (settings, onCircuit) => new SharedQuota(settings, nameOf(settings), book, onCircuit);
  }

  /** Shares them from now on; the journal is open. @param notices what nodes tell each other */
  share(notices: Notices | undefined): void {
    if (notices !== undefined) this.#book?.follow(notices);
  }
}

/**
 * How nodes know a connection: those mean the same one that call it the same, and reach the same account with it.
 * It stands in the database, so that no credential can be in it.
 */
export function nameOf(settings: ConnectionSettings): string {
  const { name, type, baseUrl } = settings;
  const leadsTo = JSON.stringify([
    type,
    baseUrl,
    platformOf(settings).connections.secrets(settings),
  ]);
  const hash = createHash("sha256").update(leadsTo).digest("hex");
  return `${name}:${hash.slice(0, 32)}`;
}
