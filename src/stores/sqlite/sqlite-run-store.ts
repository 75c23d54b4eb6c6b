/** Runs in one SQLite file, which only the worker touches. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { NOBODY, type Teller } from "../../journal/changes.ts";
import type { Erasing, Erasure, ErasureStore } from "../../journal/erasure.ts";
import type {
  AwaitedCallback,
  Created,
  Expected,
  Pruning,
  Rest,
  RunQuery,
  RunStore,
  StoreTrouble,
} from "../../journal/ports.ts";
import type {
  Arrival,
  Caller,
  NewRun,
  RunResult,
  ScheduleName,
  Slot,
  StepRecord,
  WebhookPayload,
} from "../../journal/records.ts";
import type {
  RefusalQuery,
  RefusalStore,
  RefusedDelivery,
  StoredRefusal,
} from "../../journal/refused-deliveries.ts";
import type {
  FailedQuery,
  PrefixQuery,
  RunSearch,
  TextQuery,
  UnreplayedQuery,
} from "../../journal/run-search.ts";
import type { Veil } from "../../telemetry/veil.ts";
import { type Backup, Backups } from "./backup.ts";
import { DatabaseError } from "./database-error.ts";
import { IndexKeeper } from "./index-keeper.ts";
import { JournalThread } from "./journal-thread.ts";
import type { Changes, Reads, Side, WorkerOptions } from "./messages.ts";
import { entered, pack } from "./packing.ts";
import { unusable } from "./unusable.ts";
import { WriteQueue } from "./write-queue.ts";

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
): Promise<SqliteRunStore> {
  try {
    // Customers' data: for this user alone.
    mkdirSync(folder, { recursive: true, mode: 0o700 });
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
  return new SqliteRunStore(worker, folder, options);
}

const NO_VEIL: Veil = {
  hide: (value) => value,
  reveal: (value) => value,
  json: (value) => JSON.stringify(value),
};

/** The journal of a daemon. */
export class SqliteRunStore implements RunStore, RunSearch, RefusalStore, ErasureStore {
  readonly #thread: JournalThread;
  readonly #knownVersions = new Set<string>();
  readonly #writes: WriteQueue;
  readonly #backups: Backups;
  readonly #index: IndexKeeper;
  readonly #veil: Veil;

  constructor(
    worker: Worker,
    folder: string,
    { changes = NOBODY, veil = NO_VEIL }: SqliteRunStoreOptions,
  ) {
    this.#veil = veil;
    this.#thread = new JournalThread(worker, folder, (trouble) => this.#writes.fail(trouble));
    this.#backups = new Backups({
      file: join(folder, "journal.db"),
      hold: () => this.#thread.ask((id) => ({ id, kind: "hold" })),
      release: () => this.#thread.ask((id) => ({ id, kind: "release" })),
    });
    this.#writes = new WriteQueue({
      commit: (batch) => this.#thread.ask((id) => ({ id, kind: "write", batch: pack(batch) })),
      probe: () => this.#thread.ask((id) => ({ id, kind: "probe" })),
      troubleOf: (error) => (error instanceof DatabaseError ? error.trouble : undefined),
      onTrouble: (trouble) => changes.tell({ of: "journal", what: "trouble", trouble }),
      onCommit: (seconds, writes, ok) =>
        changes.tell({ of: "journal", what: "commit", seconds, writes, ok }),
    });
    this.#index = new IndexKeeper((ms) => this.#thread.ask((id) => ({ id, kind: "index", ms })));
    this.#index.changed();
  }

  async create(run: NewRun): Promise<Created> {
    const { definition, payload, replay, version, concurrencyKey, dedupe } = run;
    if (!this.#knownVersions.has(version)) {
      this.#knownVersions.add(version);
      // Not awaited: it is in the run's own commit, or an earlier one.
      this.#write("flow", { version, definition }).catch(() => this.#knownVersions.delete(version));
    }
    const records = replay?.records.map((record) => [record.path, this.#json(record)] as const);
    return this.#write("create", {
      run: entered(run, this.#hide({ concurrencyKey, dedupe })),
      payload: this.#json(payload),
      ...(replay === undefined ? {} : { replay: { ...replay, records: records ?? [] } }),
    });
  }

  checkpoint(runId: string, step: StepRecord): Promise<void> {
    return this.#writes.checkpoint(runId, step.path, this.#json(step));
  }

  async finish(
    runId: string,
    result: RunResult,
    caller?: Caller,
    called: readonly string[] = [],
  ): Promise<void> {
    const { output } = result;
    const kept = output === undefined ? result : { ...result, output: this.#hide(output) };
    await this.#write("finish", { runId, result: kept, caller, called });
    this.#index.changed();
  }

  async park(runId: string, rest: Rest): Promise<boolean> {
    const rests = await this.#write("park", { runId, rest });
    this.#index.changed();
    return rests;
  }

  async wake(runIds: readonly string[]): Promise<void> {
    await this.#write("wake", runIds);
  }

  cancel(runId: string): Promise<boolean> {
    return this.#write("cancel", runId);
  }

  awaitCallback(awaited: AwaitedCallback): Promise<Changes["awaitCallback"]["answer"]> {
    return this.#write("awaitCallback", { ...awaited, key: this.#hide(awaited.key) });
  }

  async endCallback(runId: string, step: string): Promise<Arrival | undefined> {
    const arrival = await this.#write("endCallback", { runId, step });
    return arrival === undefined ? undefined : this.#reveal(JSON.parse(arrival) as Arrival);
  }

  arrival(runId: string, step: string): Promise<Arrival | undefined> {
    return this.#data("arrival", { runId, step });
  }

  deliver(
    path: string,
    key: string,
    payload: WebhookPayload,
    expected?: Expected,
  ): Promise<Changes["deliver"]["answer"]> {
    const arrival = this.#json({ kind: "callback", payload } satisfies Arrival);
    return this.#write("deliver", { path, key: this.#hide(key), arrival, expected });
  }

  async putMessages(id: string, messages: unknown, until: number): Promise<void> {
    await this.#write("putMessages", { id, body: this.#json(messages), until });
  }

  async messages(id: string, now: number): Promise<unknown> {
    const body = await this.#read("messages", { id, now });
    return body === undefined ? undefined : this.#reveal(JSON.parse(body));
  }

  async forgetMessages(id: string): Promise<void> {
    await this.#write("forgetMessages", { id });
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

  async endSchedule(schedule: ScheduleName): Promise<void> {
    await this.#write("endSchedule", schedule);
  }

  /** What the calls of its runs reach, undefined in a new journal; and whether it holds any. */
  side(): Promise<Reads["side"]["answer"]> {
    return this.#read("side", undefined);
  }

  /** Says so from now on: every run that is created later comes after it on the disk, too. */
  async setSide(side: Side): Promise<void> {
    await this.#write("side", side);
  }

  pending(): Promise<Reads["pending"]["answer"]> {
    return this.#data("pending", undefined);
  }

  async load(ids: readonly string[]): Promise<Reads["load"]["answer"]> {
    // What these runs have done may wait for the disk.
    await this.#writes.settled();
    return this.#data("load", ids);
  }

  definition(version: string): Promise<Reads["definition"]["answer"]> {
    return this.#read("definition", version);
  }

  get(runId: string): Promise<Reads["get"]["answer"]> {
    return this.#data("get", runId);
  }

  list(query: RunQuery): Promise<Reads["list"]["answer"]> {
    return this.#data("list", query);
  }

  search(query: TextQuery): Promise<Reads["search"]["answer"]> {
    return this.#data("search", query);
  }

  byPrefix(query: PrefixQuery): Promise<Reads["byPrefix"]["answer"]> {
    return this.#data("byPrefix", query);
  }

  links(runId: string): Promise<Reads["links"]["answer"]> {
    return this.#read("links", runId);
  }

  failed(query: FailedQuery): Promise<Reads["failed"]["answer"]> {
    return this.#data("failed", query);
  }

  unreplayed(query: UnreplayedQuery): Promise<Reads["unreplayed"]["answer"]> {
    return this.#read("unreplayed", query);
  }

  tally(time: Reads["tally"]["ask"]): Promise<Reads["tally"]["answer"]> {
    return this.#read("tally", time);
  }

  oldestWaiting(flows?: readonly string[]): Promise<Reads["oldestWaiting"]["answer"]> {
    return this.#data("oldestWaiting", flows);
  }

  async refuse(refused: RefusedDelivery): Promise<void> {
    await this.#write("refuse", this.#hide(refused));
  }

  refusals(query: RefusalQuery): Promise<StoredRefusal[]> {
    return this.#data("refusals", query);
  }

  async erase(erasing: Erasing): Promise<readonly string[]> {
    this.#backups.demandNone();
    return this.#write("erase", erasing);
  }

  async scrub(whole: boolean): Promise<void> {
    this.#backups.demandNone();
    await this.#thread.ask((id) => ({ id, kind: "scrub", whole }));
  }

  erasures(): Promise<Erasure[]> {
    return this.#read("erasures", undefined);
  }

  prune(pruning: Pruning): Promise<Changes["prune"]["answer"]> {
    // It may remove a version that no run has: whoever is created after it brings that along again.
    this.#knownVersions.clear();
    return this.#write("prune", pruning);
  }

  /** Begins a copy of the journal, while writes go on. */
  backup(): Promise<Backup> {
    return this.#backups.begin();
  }

  trouble(): StoreTrouble | undefined {
    return this.#writes.trouble;
  }

  giveUp(): void {
    this.#writes.giveUp();
  }

  async close(): Promise<void> {
    await this.#index.close();
    await this.#writes.close();
    await this.#thread.close();
  }

  #read<Name extends keyof Reads>(
    name: Name,
    ask: Reads[Name]["ask"],
  ): Promise<Reads[Name]["answer"]> {
    return this.#thread.ask((id) => ({ id, kind: "read", name, ask }));
  }

  /** Reads what customers and other sides said. */
  async #data<Name extends keyof Reads>(
    name: Name,
    ask: Reads[Name]["ask"],
  ): Promise<Reads[Name]["answer"]> {
    return this.#reveal(await this.#read(name, ask));
  }

  #hide<Value>(value: Value): Value {
    return this.#veil.hide(value) as Value;
  }

  #json(value: unknown): string {
    return this.#veil.json(value);
  }

  #reveal<Value>(value: Value): Value {
    return this.#veil.reveal(value) as Value;
  }

  #write<Kind extends keyof Changes>(
    kind: Kind,
    ask: Changes[Kind]["ask"],
  ): Promise<Changes[Kind]["answer"]> {
    return this.#writes.write(kind, ask);
  }
}
