import { accessSync, constants, statSync } from "node:fs";
import { dirname } from "node:path";
import type { Driver } from "./driver.ts";
import { openIndexing } from "./indexing.ts";
import type { Request, WorkerOptions } from "./messages.ts";
import { openFile } from "./open-file.ts";
import { eachOf } from "./packing.ts";
import { openReads } from "./reads.ts";
import { openWrites } from "./writes.ts";

/** How much a probe of the disk writes, in bytes: an ordinary commit fits. */
const PROBE_BYTES = 256 * 1024;

/** SQLite's own: pages in the write-ahead log after which they go to the main file. */
const CHECKPOINT_PAGES = 1_000;

/** A file of so many bytes is written anew in about a second, for which writes wait. */
const QUICKLY_REWRITTEN = 128 * 1_048_576;

/** The file of a journal, open. A batch is one transaction, on the disk when it is answered. */
export class JournalFile {
  readonly #file: string;
  readonly #database: Driver;
  readonly #reads: ReturnType<typeof openReads>;
  readonly #write: ReturnType<typeof openWrites>;
  readonly #index: ReturnType<typeof openIndexing>;

  /** @throws what {@link openFile} does */
  constructor({ file, maxPages }: WorkerOptions) {
    const database = openFile(file);
    if (maxPages !== undefined) database.exec(`PRAGMA max_page_count = ${maxPages}`);
    this.#file = file;
    this.#database = database;
    this.#reads = openReads(database);
    this.#write = openWrites(database);
    this.#index = openIndexing(database);
  }

  /** @throws the driver's error, of which {@link codeOf} tells what it means */
  answer(request: Request): unknown {
    switch (request.kind) {
      case "write":
        return this.#inTransaction(() => eachOf(request.batch, this.#write));
      case "read":
        // The name decides on the type of what is asked; TypeScript can't follow that.
        return (this.#reads[request.name] as (ask: unknown) => unknown)(request.ask);
      case "index":
        return this.#inTransaction(() => this.#index(request.ms));
      case "probe":
        return this.#probe();
      case "hold":
        return this.#hold();
      case "scrub":
        if (request.whole || statSync(this.#file).size <= QUICKLY_REWRITTEN) this.#rewrite();
        this.#checkpoint();
        return null;
      case "release":
        this.#database.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
        return null;
      case "close":
        this.#database.close();
        return null;
    }
  }

  /** SQLite's code; what it calls an I/O error may be a disk that has become read-only. */
  codeOf(error: unknown): string {
    // Every text of the journal was JSON when it was written.
    if (error instanceof SyntaxError) return "JOURNAL_RECORD";
    const { code = "unknown" } = error as { code?: string };
    if (!code.startsWith("SQLITE_IOERR")) return code;
    try {
      accessSync(dirname(this.#file), constants.W_OK);
      return code;
    } catch {
      return "SQLITE_READONLY";
    }
  }

  /** Leaves nothing of what earlier versions of rows, and runs that are not in the index any more, had. */
  #rewrite(): void {
    this.#database.exec("INSERT INTO run_texts (run_texts) VALUES ('optimize')");
    this.#database.exec("VACUUM");
  }

  /** Brings all that was committed into the main file, and leaves that as it is. @returns its size */
  #hold(): number {
    this.#checkpoint();
    this.#database.exec("PRAGMA wal_autocheckpoint = 0");
    return statSync(this.#file).size;
  }

  /** Brings all that was committed into the main file; the write-ahead log is empty then. */
  #checkpoint(): void {
    const { busy } = this.#database.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get() as {
      busy: number;
    };
    if (busy !== 0) throw Object.assign(new Error("no checkpoint"), { code: "SQLITE_BUSY" });
  }

  /** A commit, and one that takes it back: fails while the disk has no room for ordinary ones. */
  #probe(): null {
    this.#database.exec(
      `INSERT OR REPLACE INTO messages (id, body, expires_at) VALUES ('probe', zeroblob(${PROBE_BYTES}), 0)`,
    );
    this.#database.exec("DELETE FROM messages WHERE id = 'probe'");
    return null;
  }

  #inTransaction<Answer>(work: () => Answer): Answer {
    // A transaction that could not be ended is of no use to anybody.
    if (this.#database.inTransaction) this.#database.exec("ROLLBACK");
    this.#database.exec("BEGIN");
    try {
      const answer = work();
      this.#database.exec("COMMIT");
      return answer;
    } catch (error) {
      // The disk may be full: then the transaction is gone already.
      try {
        this.#database.exec("ROLLBACK");
      } catch {}
      throw error;
    }
  }
}
