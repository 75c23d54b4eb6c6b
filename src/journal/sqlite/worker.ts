/**
 * The journal's thread: it alone touches the database, so that a slow disk never holds up the
 * answers of the main thread. A batch is one transaction, on the disk when its reply is sent.
 */
import { parentPort, workerData } from "node:worker_threads";
import { type Driver, openDatabase } from "./driver.ts";
import type { Request, Response, Write } from "./messages.ts";
import { MIGRATIONS } from "./migrations.ts";
import { openReads } from "./reads.ts";
import { openWrites } from "./writes.ts";

const database = openDatabase(workerData as string);
migrate(database);
const reads = openReads(database);
const write = openWrites(database);
const port = parentPort;
if (port === null) throw new Error("the journal's worker has to be started as a worker");

port.on("message", (request: Request) => {
  const { id } = request;
  let response: Response;
  try {
    response = { id, answer: answer(request) };
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    response = { id, failure: { code: code ?? "unknown", message } };
  }
  port.postMessage(response);
  if (request.kind === "close") port.close();
});
port.postMessage({ id: 0, answer: null } satisfies Response);

function answer(request: Request): unknown {
  switch (request.kind) {
    case "write":
      return commit(request.batch);
    case "read":
      // The name decides on the type of what is asked; TypeScript can't follow that.
      return (reads[request.name] as (ask: unknown) => unknown)(request.ask);
    case "close":
      database.close();
      return null;
  }
}

function commit(batch: readonly Write[]): unknown[] {
  database.exec("BEGIN");
  try {
    const answers = batch.map((change) => write(change));
    database.exec("COMMIT");
    return answers;
  } catch (error) {
    // The disk may be full: then the transaction is gone already.
    try {
      database.exec("ROLLBACK");
    } catch {}
    throw error;
  }
}

function migrate(database: Driver): void {
  const row = database.prepare("PRAGMA user_version").get() as { user_version: number };
  if (row.user_version > MIGRATIONS.length)
    throw Object.assign(new Error("the journal was written by a newer ahaflow"), {
      code: "JOURNAL_NEWER",
    });
  for (const [index, sql] of MIGRATIONS.entries()) {
    if (index < row.user_version) continue;
    database.exec(`BEGIN; ${sql}; PRAGMA user_version = ${index + 1}; COMMIT`);
  }
}
