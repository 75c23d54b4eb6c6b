/**
 * The queue of one process: all that has not ended is in memory, a few hundred bytes each, and is told
 * again by the journal after a restart. No function waits between a look and what is decided by it.
 */
import type { PendingRun } from "../../journal/ports.ts";
import type { NewRun, RunResult } from "../../journal/records.ts";
import { BacklogFull } from "../accept/submit.ts";
import { cancelled, DROPPED, type EarlyEnd, keepCancel } from "./early-ends.ts";
import { Entry, type Lane, type State, waiting } from "./entry.ts";
import { HandOut } from "./hand-out.ts";
import { Lanes } from "./lanes.ts";
import type { LocalQueueOptions } from "./local-queue-options.ts";
import { standingOf } from "./standing.ts";
import { countEntries, Tally } from "./tally.ts";
import { Timetable } from "./timetable.ts";
import type {
  Acceptance,
  Accepted,
  Claim,
  HandBack,
  OpenCounts,
  QueueCounts,
  Standing,
  Work,
  WorkQueue,
} from "./work-queue.ts";

/** Runs that may wait behind one that rests, for each key. */
const MOST_BEHIND = 10_000;

export class LocalQueue implements WorkQueue {
  readonly #options: LocalQueueOptions;
  readonly #entries = new Map<string, Entry>();
  readonly #lanes: Lanes;
  readonly #tally: Tally;
  readonly #timetable: Timetable;
  readonly #handOut: HandOut;
  readonly #watchers = new Set<() => void>();
  #stopped = false;
  #lastToken = 0;

  constructor(options: LocalQueueOptions) {
    this.#options = options;
    this.#lanes = new Lanes(options.rulesOf);
    this.#tally = new Tally(this.#lanes);
    this.#timetable = new Timetable(options.clock, (due) => this.#wake(due));
    this.#handOut = new HandOut(options.places, (entry) => this.#claim(entry));
  }

  async accept(run: NewRun, how: Acceptance): Promise<Accepted> {
    const entry = new Entry(run, how.whenFull);
    const { backlog, store } = this.#options;
    if (how.isBounded && this.#tally.isFull(run.flow, backlog)) throw new BacklogFull(backlog);
    if (run.concurrencyKey !== undefined) {
      const lane = this.#lanes.laneOf(run, run.concurrencyKey);
      if (how.isBounded && lane.waiting.size + lane.arriving.size >= MOST_BEHIND)
        throw new BacklogFull(MOST_BEHIND, "key");
      entry.lane = lane;
      lane.arriving.add(entry);
    }
    this.#entries.set(run.id, entry);
    this.#move(entry, "entering");
    try {
      const created = await store.create(run);
      if (!created.duplicate) {
        how.onKept();
        return { ...created, dropped: await this.#enter(entry) };
      }
      this.#remove(entry);
      return { ...created, dropped: false };
    } catch (error) {
      if (entry.state === "entering") this.#remove(entry);
      throw error;
    }
  }

  async recover(): Promise<number> {
    const pending = await this.#options.store.pending();
    // From here to the end nothing else happens: nobody goes before all have their places.
    this.#handOut.holdWhile(() => {
      const entries = pending.map((run) => this.#recovered(run));
      for (const entry of entries)
        if (!entry.isBegun && entry.isCancelled) void this.#endUnwanted(entry);
      for (const lane of this.#lanes.all()) this.#decide(lane);
    });
    return pending.length;
  }

  async rest(claim: Claim, until: number | undefined, knownArrivals: number): Promise<void> {
    const entry = this.#holderOf(claim);
    if (entry === undefined) return;
    const { store, clock } = this.#options;
    entry.hasNews = false;
    this.#move(entry, "parking");
    const rest = { wakeAt: until, at: clock.now(), arrivals: knownArrivals };
    const rests = await store.park(entry.id, rest);
    if (entry.state !== "parking" || entry.token !== claim.token) return;
    // What has come since the write was asked for is known here, or was known to the store.
    const goesOn = !rests || entry.hasNews || entry.isCancelled;
    if (rests) this.#lieDown(entry, goesOn ? undefined : until);
    if (rests && goesOn) this.#wake([entry]);
    else if (goesOn) this.#makeReady(entry);
    else this.#options.changes?.tell(waiting(entry, until));
  }

  async end(claim: Claim, result: RunResult, called: readonly string[]): Promise<void> {
    const entry = this.#holderOf(claim);
    if (entry === undefined) return;
    await this.#options.store.finish(entry.id, result, entry.caller, called);
    if (this.#holderOf(claim) === entry) this.#ended(entry);
    for (const id of called) void this.#wishEnd(this.#entries.get(id));
  }

  handBack(claim: Claim, why: HandBack): void {
    const entry = this.#entries.get(claim.runId);
    if (entry?.token !== claim.token || (entry.state !== "held" && entry.state !== "parking"))
      return;
    if (why === "gone") this.#ended(entry);
    else if (why === "until reload") this.#lieDown(entry, undefined, "stuck");
    else this.#lieDown(entry, why.at);
  }

  async cancel(runId: string): Promise<boolean> {
    const isOpen = await this.#options.store.cancel(runId);
    if (isOpen) await this.#wishEnd(this.#entries.get(runId));
    return isOpen;
  }

  arrived(runId: string): void {
    const entry = this.#entries.get(runId);
    if (entry?.state === "held") entry.claim?.onNews();
    else if (entry?.state === "parking") entry.hasNews = true;
    else if (entry?.state === "resting") this.#wake([entry]);
  }

  rulesChanged(): void {
    for (const lane of this.#lanes.all()) this.#decide(lane);
    for (const entry of this.#entries.values()) if (entry.state === "stuck") this.#makeReady(entry);
  }

  get counts(): QueueCounts {
    return this.#tally.counts;
  }

  countsOf(flows: readonly string[]): OpenCounts {
    return countEntries(this.#entries.values(), ({ flow }) => flows.includes(flow));
  }

  async recount(): Promise<void> {
    // Nothing is ever counted wrong here.
  }

  async standingOf(runId: string): Promise<Standing | undefined> {
    const entry = this.#entries.get(runId);
    return entry && standingOf(entry, this.#entries.values());
  }

  workOf(flow: string): Work {
    return this.#tally.workOf(flow);
  }

  async idle(): Promise<void> {
    while (!this.#stopped && (this.#tally.backlog > 0 || this.#timetable.isArmed))
      await new Promise<void>((resolve) => this.#watchers.add(resolve));
  }

  stop(): void {
    this.#stopped = true;
    this.#handOut.stop();
    this.#timetable.stop();
    this.#tell();
  }

  /** A run as the journal tells of it after a restart. */
  #recovered(run: PendingRun): Entry {
    const entry = new Entry(run, "queue");
    this.#entries.set(run.id, entry);
    entry.isBegun = run.waiting || run.begun;
    entry.isCancelled = run.cancelled;
    entry.supersededBy = run.supersededBy;
    if (run.concurrencyKey !== undefined)
      this.#lanes.put(entry, this.#lanes.laneOf(run, run.concurrencyKey));
    if (run.waiting) this.#lieDown(entry, run.wakeAt);
    else if (entry.isBegun || entry.lane === undefined) this.#makeReady(entry);
    else this.#move(entry, "queued");
    return entry;
  }

  /** A run is on record. @returns whether it was dropped, once that is on record, too */
  #enter(entry: Entry): Promise<boolean> | boolean {
    const { lane } = entry;
    this.#move(entry, "queued");
    // Its end may be asked for as soon as its record is there.
    if (entry.isCancelled) return this.#endUnwanted(entry).then(() => false);
    if (lane === undefined) {
      this.#makeReady(entry);
      return false;
    }
    // Its turn to be decided on may come later: others were accepted before.
    const decided =
      entry.whenFull === "drop" && new Promise<boolean>((resolve) => (entry.onDecided = resolve));
    this.#decide(lane);
    return decided;
  }

  /** Lets runs of a key go, as many as the flow allows now; then those that are new, in order. */
  #decide(lane: Lane): void {
    const limit = this.#lanes.limitOf(lane);
    for (const next of lane.waiting) {
      if (lane.inside.size >= limit) break;
      this.#letIn(next, lane);
    }
    for (const entry of lane.arriving) {
      if (entry.state === "entering") break;
      lane.arriving.delete(entry);
      const older = lane.inside.size + lane.waiting.size;
      if (older < limit) this.#letIn(entry, lane);
      else if (entry.whenFull === "drop") void this.#endEarly(entry, DROPPED);
      else {
        if (entry.whenFull === "restart") this.#makeRoom(lane, older + 1 - limit, entry);
        lane.waiting.add(entry);
      }
      entry.onDecided?.(false);
    }
    // Those who had to make room may have been the only ones before the new one.
    const [first] = lane.waiting;
    if (first !== undefined && lane.inside.size < limit) return this.#decide(lane);
    this.#lanes.settle(lane);
    this.#tell();
  }

  #letIn(entry: Entry, lane: Lane): void {
    lane.waiting.delete(entry);
    lane.inside.add(entry);
    this.#makeReady(entry);
  }

  /** The oldest runs of a key end for a newer one, however long the journal takes to note it. */
  #makeRoom(lane: Lane, count: number, { id: newer }: Entry): void {
    for (const older of [...lane.inside, ...lane.waiting].slice(0, count))
      if (!older.isCancelled) {
        const isOpen = () => !this.#stopped && this.#entries.has(older.id);
        if (older.isBegun) keepCancel(this.#options.store, older.id, newer, isOpen);
        older.supersededBy = newer;
        void this.#wishEnd(older);
      }
  }

  /** Somebody wants a run to end. @returns when one that has not begun has ended */
  #wishEnd(entry: Entry | undefined): Promise<void> | undefined {
    if (entry === undefined) return undefined;
    entry.isCancelled = true;
    if (!entry.isBegun && (entry.state === "queued" || entry.state === "ready"))
      return this.#endUnwanted(entry);
    if (entry.state === "held") entry.claim?.onNews();
    else if (entry.state === "resting") this.#wake([entry]);
    else if (entry.state === "stuck") this.#makeReady(entry);
    return undefined;
  }

  #endUnwanted(entry: Entry): Promise<void> {
    return this.#endEarly(entry, cancelled(entry.supersededBy));
  }

  /** Ends a run that has not begun. */
  #endEarly(entry: Entry, result: EarlyEnd): Promise<void> {
    this.#handOut.remove(entry);
    entry.lane?.waiting.delete(entry);
    entry.lane?.arriving.delete(entry);
    this.#move(entry, "ending");
    const { store, clock, onEndedEarly } = this.#options;
    const end = { ...result, finishedAt: clock.now() };
    const keep = async () => {
      await store.finish(entry.id, end, entry.caller, []);
      this.#ended(entry);
      const { id, flow, createdAt } = entry;
      onEndedEarly({ id, flow, createdAt, status: result.status });
    };
    const kept = keep();
    entry.onDecided?.(kept.then(() => result === DROPPED));
    // Only a process that is about to end gives a write up: the next one finds the run.
    return kept.catch(() => undefined);
  }

  #ended(entry: Entry): void {
    this.#remove(entry);
    if (entry.caller !== undefined) this.arrived(entry.caller.runId);
  }

  #remove(entry: Entry): void {
    this.#entries.delete(entry.id);
    this.#move(entry, undefined);
    const { lane } = entry;
    if (lane !== undefined) {
      lane.inside.delete(entry);
      lane.arriving.delete(entry);
      this.#decide(lane);
    }
    this.#tell();
  }

  #lieDown(entry: Entry, until: number | undefined, how: "resting" | "stuck" = "resting"): void {
    this.#move(entry, how);
    if (until !== undefined) this.#timetable.add(entry, until);
    if (entry.lane !== undefined) this.#lanes.settle(entry.lane);
  }

  /** Lets resting runs go on. */
  #wake(entries: readonly Entry[]): void {
    // Not awaited: what a run writes next comes after it, and a restart finds it due.
    this.#options.store.wake(entries.map(({ id }) => id)).catch(() => undefined);
    for (const entry of entries) {
      this.#timetable.remove(entry);
      this.#makeReady(entry);
    }
  }

  #makeReady(entry: Entry): void {
    this.#move(entry, "ready");
    if (entry.lane !== undefined) this.#lanes.settle(entry.lane);
    this.#handOut.add(entry);
  }

  #claim(entry: Entry): void {
    this.#move(entry, "held");
    entry.isBegun = true;
    entry.token = ++this.#lastToken;
    entry.claim = {
      runId: entry.id,
      token: entry.token,
      isCancelled: () => entry.isCancelled,
      supersededBy: () => entry.supersededBy,
      onNews: () => undefined,
    };
    this.#options.work(entry.claim);
  }

  #holderOf({ runId, token }: Claim): Entry | undefined {
    const entry = this.#entries.get(runId);
    return entry?.state === "held" && entry.token === token ? entry : undefined;
  }

  #move(entry: Entry, state: State | undefined): void {
    this.#tally.move(entry, state);
    if (state !== "held") entry.claim = undefined;
    this.#tell();
  }

  #tell(): void {
    if (this.#watchers.size === 0) return;
    for (const watcher of this.#watchers) watcher();
    this.#watchers.clear();
  }
}
