/** Runs in a PostgreSQL database, in the schema `ahaflow`. */
import { randomUUID } from "node:crypto";
import { AhaflowError } from "../../errors.ts";
import { NOBODY, type Teller } from "../../journal/changes.ts";
import type { StoreTrouble } from "../../journal/ports.ts";
import type { Veil } from "../../telemetry/veil.ts";
import type { Reads } from "../asks.ts";
import { JournalStore, NO_VEIL } from "../journal-store.ts";
import { WriteQueue } from "../write-queue.ts";
import { DatabaseError, told } from "./database-error.ts";
import { openReaders, type Readers, type Send } from "./driver.ts";
import { scrub } from "./erase.ts";
import { openWriter } from "./open-writer.ts";
import { placeOf } from "./place.ts";
import { READERS } from "./reads.ts";
import { unusable } from "./unusable.ts";
import { Writer } from "./writer.ts";

export interface PostgresRunStoreOptions {
  /** Hears of each commit, and whether the database can be written. */
  readonly changes?: Teller;
  /** Hides secrets in what is kept; nothing is hidden unless given. */
  readonly veil?: Veil;
}

/** Connections that read, at most. */
const MOST_READERS = 4;

/**
 * Opens the journal in a database, which is made there if there is none.
 * @param url `postgres://user:password@host:port/database`
 * @throws AhaflowError `journal_locked` when another daemon has it, `journal_unusable` otherwise
 */
export async function openPostgresRunStore(
  url: string,
  { changes = NOBODY, veil = NO_VEIL }: PostgresRunStoreOptions = {},
): Promise<JournalStore> {
  const place = placeOf(url);
  const owner = { id: randomUUID(), isFirst: true };
  const writer = new Writer({
    open: async (onLost) => {
      const connection = await openWriter(url, owner, onLost);
      owner.isFirst = false;
      return connection;
    },
    place,
    onLost: (error) => {
      const trouble = troubleIn(error);
      if (trouble !== undefined) writes.enter(trouble);
    },
  });
  const writes = new WriteQueue({
    commit: (batch) => writer.commit(batch),
    probe: () => writer.probe(),
    troubleOf: troubleIn,
    onTrouble: (trouble) => changes.tell({ of: "journal", what: "trouble", trouble }),
    onCommit: (seconds, count, ok) =>
      changes.tell({ of: "journal", what: "commit", seconds, writes: count, ok }),
  });
  try {
    await writer.open();
  } catch (cause) {
    throw unusable(place, cause);
  }
  const readers = openReaders(url, MOST_READERS, "SET search_path TO ahaflow");
  return new JournalStore({
    veil,
    writes,
    read: readFrom(readers, place),
    backup: () => Promise.reject(noBackup(place)),
    scrub: (whole) => scrub(url, whole),
    close: async () => {
      await writes.close();
      await writer.close();
      await readers.close();
    },
  });
}

function troubleIn(error: unknown): StoreTrouble | undefined {
  return error instanceof DatabaseError ? error.trouble : undefined;
}

/** @returns what answers a question with the connections that read */
function readFrom({ send }: Readers, place: string) {
  return async <Name extends keyof Reads>(
    name: Name,
    ask: Reads[Name]["ask"],
  ): Promise<Reads[Name]["answer"]> => {
    // The name decides on the type of what is asked; TypeScript can't follow that.
    const reader = READERS[name] as (send: Send, ask: unknown) => Promise<Reads[Name]["answer"]>;
    try {
      return await reader(send, ask);
    } catch (error) {
      throw told(error, place);
    }
  };
}

function noBackup(place: string): AhaflowError {
  return new AhaflowError(
    "backup_elsewhere",
    `the journal is in the database ${place}: make its backup with pg_dump (docs/journal.md says how)`,
  );
}
