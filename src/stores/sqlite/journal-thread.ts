import type { Worker } from "node:worker_threads";
import { AhaflowError } from "../../errors.ts";
import type { StoreTrouble } from "../../journal/ports.ts";
import { JOURNAL_GONE } from "../trouble.ts";
import { DatabaseError } from "./database-error.ts";
import type { Request, Response } from "./messages.ts";

/** Who asked the thread something. */
interface Asking {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
}

/** Asks the thread that has the database open, which answers one after another. */
export class JournalThread {
  readonly #worker: Worker;
  readonly #folder: string;
  readonly #onTrouble: (trouble: StoreTrouble) => void;
  /** In the order in which they asked, and are answered. */
  readonly #waiting: Asking[] = [];
  readonly #ended: Promise<void>;
  #gone: AhaflowError | undefined;
  #closing = false;

  /** @param onTrouble called when nothing can be written any more */
  constructor(worker: Worker, folder: string, onTrouble: (trouble: StoreTrouble) => void) {
    this.#worker = worker;
    this.#folder = folder;
    this.#onTrouble = onTrouble;
    worker.on("message", (response: Response) => this.#receive(response));
    worker.on("error", (cause) => this.#lose(cause));
    this.#ended = new Promise((resolve) => {
      worker.on("exit", () => {
        this.#lose(undefined);
        resolve();
      });
    });
  }

  /** @throws DatabaseError, or AhaflowError `journal_gone` once the thread is asked to close, or has ended */
  ask<Answer>(request: Request): Promise<Answer> {
    if (this.#gone !== undefined) return Promise.reject(this.#gone);
    return new Promise<Answer>((resolve, reject) => {
      this.#worker.postMessage(request);
      this.#waiting.push({ resolve, reject });
    });
  }

  /**
   * Closes the file; resolves when the thread has ended, which it does by itself. It is neither ended from here nor
   * asked more: libsql 0.5 ends the whole process when a statement fails in a thread that is being ended.
   */
  async close(): Promise<void> {
    this.#closing = true;
    const closed = this.ask({ kind: "close" });
    this.#gone ??= closedFor(undefined);
    await closed;
    await this.#ended;
  }

  #receive(response: Response): void {
    const waiting = this.#waiting.shift();
    if (waiting === undefined) return;
    if ("answer" in response) return waiting.resolve(response.answer as never);
    const error = new DatabaseError(response.failure.code, this.#folder);
    if (error.trouble !== undefined) this.#onTrouble(error.trouble);
    waiting.reject(error);
  }

  #lose(cause: unknown): void {
    this.#gone ??= closedFor(cause);
    for (const { reject } of this.#waiting.splice(0)) reject(this.#gone);
    if (!this.#closing) this.#onTrouble(JOURNAL_GONE);
  }
}

function closedFor(cause: unknown): AhaflowError {
  return new AhaflowError("journal_gone", "the journal is closed", { cause });
}
