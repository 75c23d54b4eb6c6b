/** The journal of a daemon, whatever keeps it: hides secrets in what goes in, and gives them back. */
import type { Erasing, Erasure, ErasureStore } from "../journal/erasure.ts";
import type {
  AwaitedCallback,
  Created,
  Expected,
  Pruning,
  Rest,
  RunQuery,
  RunStore,
  StoreTrouble,
} from "../journal/ports.ts";
import type {
  Arrival,
  Caller,
  NewRun,
  RunResult,
  ScheduleName,
  Slot,
  StepRecord,
  WebhookPayload,
} from "../journal/records.ts";
import type {
  RefusalQuery,
  RefusalStore,
  RefusedDelivery,
  StoredRefusal,
} from "../journal/refused-deliveries.ts";
import type {
  FailedQuery,
  PrefixQuery,
  RunSearch,
  TextQuery,
  UnreplayedQuery,
} from "../journal/run-search.ts";
import type { Veil } from "../telemetry/veil.ts";
import type { Changes, Reads, Side } from "./asks.ts";
import type { Backup } from "./backup.ts";
import { lastOf } from "./run-row.ts";
import type { WriteQueue } from "./write-queue.ts";

/** For data without secrets. */
export const NO_VEIL: Veil = {
  hide: (value) => value,
  reveal: (value) => value,
  json: (value) => JSON.stringify(value),
};

/** What a journal is made of. */
export interface JournalParts {
  /** Hides secrets in what is kept. */
  readonly veil: Veil;
  readonly writes: WriteQueue;
  readonly read: <Name extends keyof Reads>(
    name: Name,
    ask: Reads[Name]["ask"],
  ) => Promise<Reads[Name]["answer"]>;
  /** Called when a run has ended or rests. */
  readonly changed?: () => void;
  /** Begins a copy of the journal, while writes go on. */
  readonly backup: () => Promise<Backup>;
  /** @throws AhaflowError when something is under way that would keep what is erased */
  readonly mayErase?: () => void;
  /** Leaves nothing of what was erased, as {@link ErasureStore} says. */
  readonly scrub: (whole: boolean) => Promise<unknown>;
  /** Writes what is on its way and lets go of everything. */
  readonly close: () => Promise<void>;
}

export class JournalStore implements RunStore, RunSearch, RefusalStore, ErasureStore {
  readonly #parts: JournalParts;
  readonly #knownVersions = new Set<string>();

  constructor(parts: JournalParts) {
    this.#parts = parts;
  }

  async create(run: NewRun): Promise<Created> {
    return this.#write("create", this.entering(run));
  }

  /** What is written of a run that enters; the text of its version before it, where it may be new. */
  protected entering(run: NewRun): Changes["create"]["ask"] {
    const { definition, payload, replay, version, concurrencyKey, dedupe } = run;
    if (!this.#knownVersions.has(version)) {
      this.#knownVersions.add(version);
      // Not awaited: it is in the run's own commit, or an earlier one.
      this.#write("flow", { version, definition }).catch(() => this.#knownVersions.delete(version));
    }
    const records = replay?.records.map((record) => [record.path, this.#json(record)] as const);
    return {
      run: entered(run, this.#hide({ concurrencyKey, dedupe })),
      payload: this.#json(payload),
      ...(replay === undefined ? {} : { replay: { ...replay, records: records ?? [] } }),
    };
  }

  checkpoint(runId: string, step: StepRecord): Promise<void> {
    const { path } = step;
    return this.#parts.writes.checkpoint({
      runId,
      path,
      record: this.#json(step),
      at: lastOf(step),
    });
  }

  async finish(
    runId: string,
    result: RunResult,
    caller?: Caller,
    called: readonly string[] = [],
  ): Promise<void> {
    await this.#write("finish", { runId, result: this.ending(result), caller, called });
    this.#parts.changed?.();
  }

  /** What is written of a run that ends. */
  protected ending(result: RunResult): RunResult {
    const { output } = result;
    return output === undefined ? result : { ...result, output: this.#hide(output) };
  }

  async park(runId: string, rest: Rest): Promise<boolean> {
    const rests = await this.#write("park", { runId, rest });
    this.#parts.changed?.();
    return rests;
  }

  async wake(runIds: readonly string[]): Promise<void> {
    await this.#write("wake", runIds);
  }

  cancel(runId: string, supersededBy?: string): Promise<boolean> {
    return this.#write("cancel", { runId, supersededBy });
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
    await this.#parts.writes.settled();
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
    this.#parts.mayErase?.();
    return this.#write("erase", erasing);
  }

  async scrub(whole: boolean): Promise<void> {
    this.#parts.mayErase?.();
    await this.#parts.scrub(whole);
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
    return this.#parts.backup();
  }

  trouble(): StoreTrouble | undefined {
    return this.#parts.writes.trouble;
  }

  giveUp(): void {
    this.#parts.writes.giveUp();
  }

  close(): Promise<void> {
    return this.#parts.close();
  }

  #read<Name extends keyof Reads>(
    name: Name,
    ask: Reads[Name]["ask"],
  ): Promise<Reads[Name]["answer"]> {
    return this.#parts.read(name, ask);
  }

  /** Reads what customers and other sides said. */
  async #data<Name extends keyof Reads>(
    name: Name,
    ask: Reads[Name]["ask"],
  ): Promise<Reads[Name]["answer"]> {
    return this.#reveal(await this.#read(name, ask));
  }

  #hide<Value>(value: Value): Value {
    return this.#parts.veil.hide(value) as Value;
  }

  #json(value: unknown): string {
    return this.#parts.veil.json(value);
  }

  #reveal<Value>(value: Value): Value {
    return this.#parts.veil.reveal(value) as Value;
  }

  #write<Kind extends keyof Changes>(
    kind: Kind,
    ask: Changes[Kind]["ask"],
  ): Promise<Changes[Kind]["answer"]> {
    return this.#parts.writes.write(kind, ask);
  }
}

/** What a run's row is made of, named one by one: a run without some of its parts costs far more. */
function entered(
  run: NewRun,
  { concurrencyKey, dedupe }: Pick<NewRun, "concurrencyKey" | "dedupe">,
): Changes["create"]["ask"]["run"] {
  const { id, flow, version, source, createdAt, commit, slot, caller } = run;
  return { id, flow, version, source, createdAt, concurrencyKey, commit, dedupe, slot, caller };
}
