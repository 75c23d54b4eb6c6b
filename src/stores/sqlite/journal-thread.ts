import type { Worker } from "node:worker_threads";
import { AhaflowError } from "../../errors.ts";
import type { StoreTrouble } from "../../journal/ports.ts";
import { JOURNAL_GONE } from "../trouble.ts";
import { DatabaseError } from "./database-error.ts";
import type { Request, Response } from "./messages.ts";

/** Asks the thread that has the database open, and gives each answer to who asked. */
export class JournalThread {
  readonly #worker: Worker;
  readonly #folder: string;
  readonly #onTrouble: (trouble: StoreTrouble) => void;
  readonly #waiting = new Map<
    number,
    { resolve: (answer: never) => void; reject: (error: Error) => void }
  >();
  #lastId = 0;
  #gone: AhaflowError | undefined;
  #closing = false;

  /** @param onTrouble called when nothing can be written any more */
  constructor(worker: Worker, folder: string, onTrouble: (trouble: StoreTrouble) => void) {
    this.#worker = worker;
    this.#folder = folder;
    this.#onTrouble = onTrouble;
    worker.on("message", (response: Response) => this.#receive(response));
    worker.on("error", (cause) => this.#lose(cause));
    worker.on("exit", () => this.#lose(undefined));
  }

  /** @throws DatabaseError, or AhaflowError `journal_gone` once the thread has ended */
  ask<Answer>(request: (id: number) => Request): Promise<Answer> {
    if (this.#gone !== undefined) return Promise.reject(this.#gone);
    const id = ++this.#lastId;
    return new Promise<Answer>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage(request(id));
    });
  }

  async close(): Promise<void> {
    this.#closing = true;
    await this.ask((id) => ({ id, kind: "close" }));
    await this.#worker.terminate();
  }

  #receive(response: Response): void {
    const waiting = this.#waiting.get(response.id);
    this.#waiting.delete(response.id);
    if (waiting === undefined) return;
    if ("answer" in response) return waiting.resolve(response.answer as never);
    const error = new DatabaseError(response.failure.code, this.#folder);
    if (error.trouble !== undefined) this.#onTrouble(error.trouble);
    waiting.reject(error);
  }

  #lose(cause: unknown): void {
    this.#gone ??= new AhaflowError("journal_gone", "the journal is closed", { cause });
    for (const { reject } of this.#waiting.values()) reject(this.#gone);
    this.#waiting.clear();
    if (!this.#closing) this.#onTrouble(JOURNAL_GONE);
  }
}
