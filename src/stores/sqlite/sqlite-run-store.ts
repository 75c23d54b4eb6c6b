/** Runs in one SQLite file, which only the worker touches. */
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { NOBODY, type Teller } from "../../journal/changes.ts";
import { makeFolder } from "../../make-folder.ts";
import type { Veil } from "../../telemetry/veil.ts";
import { JournalStore, NO_VEIL } from "../journal-store.ts";
import { WriteQueue } from "../write-queue.ts";
import { Backups } from "./backup.ts";
import { DatabaseError } from "./database-error.ts";
import { IndexKeeper } from "./index-keeper.ts";
import { JournalThread } from "./journal-thread.ts";
import type { WorkerOptions } from "./messages.ts";
import { pack } from "./packing.ts";
import { unusable } from "./unusable.ts";

export interface SqliteRunStoreOptions {
  /** Hears of each commit, and whether the disk can be written. */
  readonly changes?: Teller;
  /** How many pages of 4 KiB the file may have; as many as SQLite can unless given. */
  readonly maxPages?: number;
  /** Hides secrets in what is kept; nothing is hidden unless given. */
  readonly veil?: Veil;
  /** That of {@link startThread}; one is started unless given. */
  readonly thread?: IdleThread | undefined;
}

/** A thread that has no journal yet. */
export interface IdleThread {
  readonly worker: Worker;
  /** Resolves when it has opened the journal that it is told of. */
  readonly opened: Promise<void>;
}

/** Starts the thread of a journal, which loads its program beside whatever else is done until it is told of a file. */
export function startThread(): IdleThread {
  // Both have the same ending: src/ is never run, only compiled.
  const worker = new Worker(new URL("./worker.js", import.meta.url), { name: "journal" });
  const opened = new Promise<void>((resolve, reject) => {
    worker.once("message", () => resolve());
    worker.once("error", reject);
  });
  // Who opens the journal hears of it, however much later that is.
  opened.catch(() => undefined);
  return { worker, opened };
}

/**
 * Opens the journal in a folder, which is made if it is not there.
 * @throws AhaflowError `journal_locked` when another daemon has it, `journal_unusable` otherwise
 */
export async function openSqliteRunStore(
  folder: string,
  { thread: { worker, opened } = startThread(), ...options }: SqliteRunStoreOptions = {},
): Promise<JournalStore> {
  try {
    // For this user alone: it has customers' data.
    makeFolder(folder, 0o700);
    worker.postMessage({
      file: join(folder, "journal.db"),
      maxPages: options.maxPages,
    } satisfies WorkerOptions);
    await opened;
  } catch (cause) {
    await worker.terminate();
    throw unusable(folder, (cause as { code?: string }).code, cause);
  }
  return journalOf(worker, folder, options);
}

/** The journal that a thread has open. */
function journalOf(
  worker: Worker,
  folder: string,
  { changes = NOBODY, veil = NO_VEIL }: Pick<SqliteRunStoreOptions, "changes" | "veil">,
): JournalStore {
  const thread = new JournalThread(worker, folder, (trouble) => writes.fail(trouble));
  const backups = new Backups({
    file: join(folder, "journal.db"),
    hold: () => thread.ask({ kind: "hold" }),
    release: () => thread.ask({ kind: "release" }),
  });
  const writes = new WriteQueue({
    commit: (batch) => thread.ask({ kind: "write", batch: pack(batch) }),
    probe: () => thread.ask({ kind: "probe" }),
    troubleOf: (error) => (error instanceof DatabaseError ? error.trouble : undefined),
    onTrouble: (trouble) => changes.tell({ of: "journal", what: "trouble", trouble }),
    onCommit: (seconds, count, ok) =>
      changes.tell({ of: "journal", what: "commit", seconds, writes: count, ok }),
  });
  const index = new IndexKeeper((ms) => thread.ask({ kind: "index", ms }));
  index.changed();
  return new JournalStore({
    veil,
    writes,
    read: (name, ask) => thread.ask({ kind: "read", name, ask }),
    changed: () => index.changed(),
    backup: () => backups.begin(),
    mayErase: () => backups.demandNone(),
    scrub: (whole) => thread.ask({ kind: "scrub", whole }),
    close: async () => {
      await index.close();
      await writes.close();
      await thread.close();
    },
  });
}
