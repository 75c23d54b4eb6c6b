/**
 * The journal's thread: it alone touches the database, so that a slow disk never holds up the
 * answers of the main thread. A batch is one transaction, on the disk when its reply is sent.
 */
import { accessSync, constants, statSync } from "node:fs";
import { dirname } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { openIndexing } from "./indexing.ts";
import type { Request, Response, WorkerOptions } from "./messages.ts";
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

const { file, maxPages } = workerData as WorkerOptions;
const database = openFile(file);
if (maxPages !== undefined) database.exec(`PRAGMA max_page_count = ${maxPages}`);
const reads = openReads(database);
const write = openWrites(database);
const index = openIndexing(database);
const port = parentPort;
if (port === null) throw new Error("the journal's worker has to be started as a worker");

port.on("message", (request: Request) => {
  const { id } = request;
  let response: Response;
  try {
    response = { id, answer: answer(request) };
  } catch (error) {
    response = { id, failure: { code: codeOf(error), message: (error as Error).message } };
  }
  port.postMessage(response);
  if (request.kind === "close") port.close();
});
port.postMessage({ id: 0, answer: null } satisfies Response);

function answer(request: Request): unknown {
  switch (request.kind) {
    case "write":
      return inTransaction(() => eachOf(request.batch, write));
    case "read":
      // The name decides on the type of what is asked; TypeScript can't follow that.
      return (reads[request.name] as (ask: unknown) => unknown)(request.ask);
    case "index":
      return inTransaction(() => index(request.ms));
    case "probe":
      return probe();
    case "hold":
      return hold();
    case "scrub":
      if (request.whole || statSync(file).size <= QUICKLY_REWRITTEN) rewrite();
      checkpoint();
      return null;
    case "release":
      database.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
      return null;
    case "close":
      database.close();
      return null;
  }
}

/** Leaves nothing of what earlier versions of rows, and runs that are not in the index any more, had. */
function rewrite(): void {
  database.exec("INSERT INTO run_texts (run_texts) VALUES ('optimize')");
  database.exec("VACUUM");
}

/** Brings all that was committed into the main file, and leaves that as it is. @returns its size */
function hold(): number {
  checkpoint();
  database.exec("PRAGMA wal_autocheckpoint = 0");
  return statSync(file).size;
}

/** Brings all that was committed into the main file; the write-ahead log is empty then. */
function checkpoint(): void {
  const { busy } = database.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get() as { busy: number };
  if (busy !== 0) throw Object.assign(new Error("no checkpoint"), { code: "SQLITE_BUSY" });
}

/** A commit, and one that takes it back: fails while the disk has no room for ordinary ones. */
function probe(): null {
  database.exec(
    `INSERT OR REPLACE INTO messages (id, body, expires_at) VALUES ('probe', zeroblob(${PROBE_BYTES}), 0)`,
  );
  database.exec("DELETE FROM messages WHERE id = 'probe'");
  return null;
}

/** SQLite's code; what it calls an I/O error may be a disk that has become read-only. */
function codeOf(error: unknown): string {
  // Every text of the journal was JSON when it was written.
  if (error instanceof SyntaxError) return "JOURNAL_RECORD";
  const { code = "unknown" } = error as { code?: string };
  if (!code.startsWith("SQLITE_IOERR")) return code;
  try {
    accessSync(dirname(file), constants.W_OK);
    return code;
  } catch {
    return "SQLITE_READONLY";
  }
}

function inTransaction<Answer>(work: () => Answer): Answer {
  // A transaction that could not be ended is of no use to anybody.
  if (database.inTransaction) database.exec("ROLLBACK");
  database.exec("BEGIN");
  try {
    const answer = work();
    database.exec("COMMIT");
    return answer;
  } catch (error) {
    // The disk may be full: then the transaction is gone already.
    try {
      database.exec("ROLLBACK");
    } catch {}
    throw error;
  }
}
