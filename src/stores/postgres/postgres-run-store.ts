/** Runs in a PostgreSQL database, in the schema `ahaflow`. */
import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { AhaflowError } from "../../errors.ts";
import { NOBODY, type Teller } from "../../journal/changes.ts";
import type { StoreTrouble } from "../../journal/ports.ts";
import type { Veil } from "../../telemetry/veil.ts";
import type { Reads, SharedReads } from "../asks.ts";
import { NO_VEIL } from "../journal-store.ts";
import { WriteQueue } from "../write-queue.ts";
import { DatabaseError, GivenUp, told } from "./database-error.ts";
import { openReaders, type Readers, type Send } from "./driver.ts";
import { scrub } from "./erase.ts";
import { openWriter } from "./open-writer.ts";
import { placeOf } from "./place.ts";
import { READERS } from "./reads.ts";
import { SharedJournalStore } from "./shared-journal-store.ts";
import { SHARED_READERS } from "./tallies.ts";
import { unusable } from "./unusable.ts";
import { Writer } from "./writer.ts";

export interface PostgresRunStoreOptions {
  /** What people call this daemon; the name of its machine unless given. */
  readonly name?: string;
  /** Hears of each commit, and whether the database can be written. */
  readonly changes?: Teller;
  /** Hides secrets in what is kept; nothing is hidden unless given. */
  readonly veil?: Veil;
}

/** Connections that read, at most. */
const MOST_READERS = 4;

/**
 * Opens the journal in a database, which is made there if there is none. Any number of daemons may have it.
 * @param url `postgres://user:password@host:port/database`
 * @throws AhaflowError `journal_unusable`
 */
export async function openPostgresRunStore(
  url: string,
  { name = hostname(), changes = NOBODY, veil = NO_VEIL }: PostgresRunStoreOptions = {},
): Promise<SharedJournalStore> {
  const place = placeOf(url);
  const writer = new Writer({
    open: (node, onLost) => openWriter(url, node, onLost),
    newNode: () => ({ id: randomUUID(), name, commits: 0, isKnown: false }),
    place,
    onLost: (error) => {
      const trouble = troubleIn(error);
      if (trouble !== undefined) writes.enter(trouble);
    },
    onGivenUp: () => {
      writes.abandon(new GivenUp());
      store.onGivenUp();
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
  const store = new SharedJournalStore({
    veil,
    writes,
    read: readFrom(readers, place),
    node: () => writer.node,
    inTouchMs: () => writer.inTouchMs,
    backup: () => Promise.reject(noBackup(place)),
    scrub: (whole) => scrub(url, whole),
    close: async () => {
      await writes.close();
      await writer.leave();
      await readers.close();
    },
  });
  return store;
}

function troubleIn(error: unknown): StoreTrouble | undefined {
  return error instanceof DatabaseError ? error.trouble : undefined;
}

type AnyReads = Reads & SharedReads;
const ANY_READERS = { ...READERS, ...SHARED_READERS };

/** @returns what answers a question with the connections that read */
function readFrom({ send }: Readers, place: string) {
  return async <Name extends keyof AnyReads>(
    name: Name,
    ask: AnyReads[Name]["ask"],
  ): Promise<AnyReads[Name]["answer"]> => {
    // The name decides on the type of what is asked; TypeScript can't follow that.
    const reader = ANY_READERS[name] as (
      send: Send,
      ask: unknown,
    ) => Promise<AnyReads[Name]["answer"]>;
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
