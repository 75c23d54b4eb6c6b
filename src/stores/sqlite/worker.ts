/**
 * The journal's thread: it alone touches the database, so that a slow disk never holds up the
 * answers of the main thread. It is told first which file that is, and says when it is open.
 */
import { parentPort } from "node:worker_threads";
import { JournalFile } from "./journal-file.ts";
import type { Request, Response, WorkerOptions } from "./messages.ts";

const port = parentPort;
if (port === null) throw new Error("the journal's worker has to be started as a worker");

port.once("message", (options: WorkerOptions) => {
  const journal = new JournalFile(options);
  port.on("message", (request: Request) => {
    port.postMessage(responseOf(journal, request));
    if (request.kind === "close") port.close();
  });
  port.postMessage({ answer: null } satisfies Response);
});

function responseOf(journal: JournalFile, request: Request): Response {
  try {
    return { answer: journal.answer(request) };
  } catch (error) {
    return { failure: { code: journal.codeOf(error), message: (error as Error).message } };
  }
}
