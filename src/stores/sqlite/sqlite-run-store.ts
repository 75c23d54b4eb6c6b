/** Runs in one SQLite file, which only the worker touches. */
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { NOBODY, type Teller } from "../../journal/changes.ts";
import type { Veil } from "../../telemetry/veil.ts";
import { JournalStore, NO_VEIL } from "../journal-store.ts";
import { WriteQueue } from "../write-queue.ts";
import { Backups } from "./backup.ts";
import { DatabaseError } from "./database-error.ts";
import { IndexKeeper } from "./index-keeper.ts";
import { JournalThread } from "./journal-thread.ts";
import { makeFolder } from "./make-folder.ts";
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
}

/**
 * Opens the journal in a folder, which is made if it is not there.
 * @throws AhaflowError `journal_locked` when another daemon has it, `journal_unusable` otherwise
 */
export async function openSqliteRunStore(
  folder: string,
  options: SqliteRunStoreOptions = {},
): Promise<JournalStore> {
  try {
    makeFolder(folder);
  } catch (cause) {
    throw unusable(folder, (cause as NodeJS.ErrnoException).code, cause);
  }
  // Both have the same ending: src/ is never run, only compiled.
  const worker = new Worker(new URL("./worker.js", import.meta.url), {
    workerData: {
      file: join(folder, "journal.db"),
      maxPages: options.maxPages,
    } satisfies WorkerOptions,
  });
  try {
    await new Promise((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
    });
  } catch (cause) {
    throw unusable(folder, (cause as { code?: string }).code, cause);
  }
  return journalOf(worker, folder, options);
}

/** The journal that a thread has open. */
function journalOf(
  worker: Worker,
  folder: string,
  { changes = NOBODY, veil = NO_VEIL }: SqliteRunStoreOptions,
): JournalStore {
  const thread = new JournalThread(worker, folder, (trouble) => writes.fail(trouble));
  const backups = new Backups({
    file: join(folder, "journal.db"),
    hold: () => thread.ask((id) => ({ id, kind: "hold" })),
    release: () => thread.ask((id) => ({ id, kind: "release" })),
  });
  const writes = new WriteQueue({
    commit: (batch) => thread.ask((id) => ({ id, kind: "write", batch: pack(batch) })),
    probe: () => thread.ask((id) => ({ id, kind: "probe" })),
    troubleOf: (error) => (error instanceof DatabaseError ? error.trouble : undefined),
    onTrouble: (trouble) => changes.tell({ of: "journal", what: "trouble", trouble }),
    onCommit: (seconds, count, ok) =>
      changes.tell({ of: "journal", what: "commit", seconds, writes: count, ok }),
  });
  const index = new IndexKeeper((ms) => thread.ask((id) => ({ id, kind: "index", ms })));
  index.changed();
  return new JournalStore({
    veil,
    writes,
    read: (name, ask) => thread.ask((id) => ({ id, kind: "read", name, ask })),
    changed: () => index.changed(),
    backup: () => backups.begin(),
    mayErase: () => backups.demandNone(),
    scrub: (whole) => thread.ask((id) => ({ id, kind: "scrub", whole })),
    close: async () => {
      await index.close();
      await writes.close();
      await thread.close();
    },
  });
}
