/**
 * Runs in one SQLite file. Group commit: what is written within one turn of the event loop, or
 * while an earlier commit is on its way to the disk, shares one commit.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type {
  Arrival,
  Caller,
  Created,
  Listening,
  NewRun,
  Rest,
  RunQuery,
  RunResult,
  RunStore,
  Slot,
  StepRecord,
  WebhookPayload,
} from "../../engine/ports.ts";
import type {
  PrefixQuery,
  RunSearch,
  TextQuery,
  UnreplayedQuery,
} from "../../engine/run-search.ts";
import { AhaflowError } from "../../errors.ts";
import type { Changes, Reads, Request, Response, Write } from "./messages.ts";

/** Writes in one commit at most: bounds how long one takes. */
const MAX_BATCH = 1_000;

interface PendingWrite {
  readonly write: Write;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Told of each commit: how long it took, in seconds, and how many writes shared it. */
export type OnCommit = (seconds: number, writes: number, ok: boolean) => void;

/**
 * Opens the journal in a folder, which is made if it is not there.
 * @throws AhaflowError `journal_locked` when another daemon has it, `journal_unusable` otherwise
 */
export async function openSqliteRunStore(
  folder: string,
  onCommit: OnCommit = () => undefined,
): Promise<RunStore & RunSearch> {
  try {
    // Customers' data: for this user alone.
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw unusable(folder, (cause as NodeJS.ErrnoException).code, cause);
  }
  // Both have the same ending: src/ is never run, only compiled.
  const worker = new Worker(new URL("./worker.js", import.meta.url), {
    workerData: join(folder, "journal.db"),
  });
  try {
    await new Promise((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
    });
  } catch (cause) {
    throw unusable(folder, (cause as { code?: string }).code, cause);
  }
  return new SqliteRunStore(worker, onCommit);
}

function unusable(folder: string, code: string | undefined, cause: unknown): AhaflowError {
  if (code === "SQLITE_BUSY" || code === "SQLITE_LOCKED")
    return new AhaflowError(
      "journal_locked",
      `another ahaflow already uses the data folder ${folder}`,
      {
        hint: "stop it, or give this one its own folder with AHAFLOW_DATA",
        cause,
      },
    );
  if (code === "JOURNAL_NEWER")
    return new AhaflowError(
      "journal_unusable",
      `the journal in ${folder} was written by a newer ahaflow`,
      {
        hint: "run that version, or give this one its own folder with AHAFLOW_DATA",
        cause,
      },
    );
  if (code === "SQLITE_NOTADB")
    return new AhaflowError("journal_unusable", `journal.db in ${folder} is not a journal`, {
      hint: "put a good copy in its place, or give ahaflow another folder with AHAFLOW_DATA",
      cause,
    });
  return new AhaflowError(
    "journal_unusable",
    `the journal in ${folder} can't be opened (${code ?? "unknown"})`,
    {
      hint: "check that the folder can be written and that the disk has room",
      cause,
    },
  );
}

class SqliteRunStore implements RunStore, RunSearch {
  readonly #worker: Worker;
  readonly #onCommit: OnCommit;
  readonly #waiting = new Map<
    number,
    { resolve: (answer: never) => void; reject: (error: Error) => void }
  >();
  readonly #knownVersions = new Set<string>();
  #queue: PendingWrite[] = [];
  #committing = false;
  #scheduled = false;
  #lastId = 0;
  #gone: AhaflowError | undefined;

  constructor(worker: Worker, onCommit: OnCommit) {
    this.#worker = worker;
    this.#onCommit = onCommit;
    worker.on("message", (response: Response) => this.#receive(response));
    worker.on("error", (cause) => this.#lose(cause));
    worker.on("exit", () => this.#lose(undefined));
  }

  async create(run: NewRun): Promise<Created> {
    const { definition, payload, replay, ...rest } = run;
    const { version } = run;
    if (!this.#knownVersions.has(version)) {
      this.#knownVersions.add(version);
      // Not awaited: it is in the run's own commit, or an earlier one.
      this.#write("flow", { version, definition }).catch(() => this.#knownVersions.delete(version));
    }
    const records = replay?.records.map((record) => [record.path, JSON.stringify(record)] as const);
    return this.#write("create", {
      run: rest,
      payload: JSON.stringify(payload),
      ...(replay === undefined ? {} : { replay: { ...replay, records: records ?? [] } }),
    });
  }

  async checkpoint(runId: string, step: StepRecord): Promise<void> {
    await this.#write("checkpoint", { runId, path: step.path, record: JSON.stringify(step) });
  }

  async finish(runId: string, result: RunResult, caller?: Caller): Promise<void> {
    await this.#write("finish", { runId, result, caller });
  }

  park(runId: string, rest: Rest): Promise<boolean> {
    return this.#write("park", { runId, rest });
  }

  takeDue(now: number, limit: number): Promise<Changes["takeDue"]["answer"]> {
    return this.#write("takeDue", { now, limit });
  }

  cancel(runId: string): Promise<boolean> {
    return this.#write("cancel", runId);
  }

  listen(listening: Listening): Promise<boolean> {
    return this.#write("listen", listening);
  }

  async unlisten(runId: string, step: string): Promise<void> {
    await this.#write("unlisten", { runId, step });
  }

  deliver(path: string, key: string, payload: WebhookPayload): Promise<Created | undefined> {
    const arrival = JSON.stringify({ kind: "callback", payload } satisfies Arrival);
    return this.#write("deliver", { path, key, arrival });
  }

  async putMessages(id: string, messages: unknown, until: number): Promise<void> {
    await this.#write("putMessages", { id, body: JSON.stringify(messages), until });
  }

  async takeMessages(id: string, now: number): Promise<unknown> {
    const body = await this.#write("takeMessages", { id, now });
    return body === undefined ? undefined : JSON.parse(body);
  }

  callbackRoutes(): Promise<Reads["callbackRoutes"]["answer"]> {
    return this.#read("callbackRoutes", undefined);
  }

  slots(): Promise<Reads["slots"]["answer"]> {
    return this.#read("slots", undefined);
  }

  async passSlot(slot: Slot): Promise<void> {
    await this.#write("slot", slot);
  }

  pending(): Promise<Reads["pending"]["answer"]> {
    return this.#read("pending", undefined);
  }

  load(ids: readonly string[]): Promise<Reads["load"]["answer"]> {
    return this.#read("load", ids);
  }

  definition(version: string): Promise<Reads["definition"]["answer"]> {
    return this.#read("definition", version);
  }

  get(runId: string): Promise<Reads["get"]["answer"]> {
    return this.#read("get", runId);
  }

  list(query: RunQuery): Promise<Reads["list"]["answer"]> {
    return this.#read("list", query);
  }

  search(query: TextQuery): Promise<Reads["search"]["answer"]> {
    return this.#read("search", query);
  }

  byPrefix(query: PrefixQuery): Promise<Reads["byPrefix"]["answer"]> {
    return this.#read("byPrefix", query);
  }

  links(runId: string): Promise<Reads["links"]["answer"]> {
    return this.#read("links", runId);
  }

  failures(since: number): Promise<Reads["failures"]["answer"]> {
    return this.#read("failures", since);
  }

  unreplayed(query: UnreplayedQuery): Promise<Reads["unreplayed"]["answer"]> {
    return this.#read("unreplayed", query);
  }

  async close(): Promise<void> {
    while (this.#queue.length > 0 || this.#committing)
      await new Promise((resolve) => setImmediate(resolve));
    await this.#ask((id) => ({ id, kind: "close" }));
    await this.#worker.terminate();
  }

  #read<Name extends keyof Reads>(
    name: Name,
    ask: Reads[Name]["ask"],
  ): Promise<Reads[Name]["answer"]> {
    return this.#ask((id) => ({ id, kind: "read", name, ask }));
  }

  #write<Kind extends keyof Changes>(
    kind: Kind,
    ask: Changes[Kind]["ask"],
  ): Promise<Changes[Kind]["answer"]> {
    return new Promise((resolve, reject) => {
      const write = { kind, ask } as Write;
      this.#queue.push({ write, resolve: resolve as (answer: unknown) => void, reject });
      this.#schedule();
    });
  }

  /** Commits at the end of this turn of the event loop, or right after the commit that is out. */
  #schedule(): void {
    if (this.#scheduled || this.#committing || this.#queue.length === 0) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      void this.#commit();
    });
  }

  async #commit(): Promise<void> {
    const batch = this.#queue.slice(0, MAX_BATCH);
    this.#queue = this.#queue.slice(MAX_BATCH);
    this.#committing = true;
    const began = performance.now();
    let ok = false;
    try {
      const answers = await this.#ask<unknown[]>((id) => ({
        id,
        kind: "write",
        batch: batch.map(({ write }) => write),
      }));
      ok = true;
      for (const [index, { resolve }] of batch.entries()) resolve(answers[index]);
    } catch (error) {
      for (const { reject } of batch) reject(error as Error);
    } finally {
      this.#onCommit((performance.now() - began) / 1_000, batch.length, ok);
      this.#committing = false;
      this.#schedule();
    }
  }

  #ask<Answer>(request: (id: number) => Request): Promise<Answer> {
    if (this.#gone !== undefined) return Promise.reject(this.#gone);
    const id = ++this.#lastId;
    return new Promise<Answer>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage(request(id));
    });
  }

  #receive(response: Response): void {
    const waiting = this.#waiting.get(response.id);
    this.#waiting.delete(response.id);
    if (waiting === undefined) return;
    if ("answer" in response) waiting.resolve(response.answer as never);
    else
      waiting.reject(
        new AhaflowError(
          "journal_write_failed",
          `the journal can't be written (${response.failure.code})`,
          {
            hint: "check that the disk has room and the data folder can be written",
          },
        ),
      );
  }

  #lose(cause: unknown): void {
    this.#gone ??= new AhaflowError("journal_gone", "the journal is closed", { cause });
    for (const { reject } of this.#waiting.values()) reject(this.#gone);
    this.#waiting.clear();
  }
}
