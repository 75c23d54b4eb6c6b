/**
 * The queue of a node that shares its journal with others. The journal decides who may go on, in the commit
 * that belongs to it; this queue asks it for runs when it has places, and knows what this node works on.
 */
import type { NewRun, RunResult } from "../../journal/records.ts";
import { BacklogFull } from "../accept/submit.ts";
import { Census } from "./census.ts";
import { cancelled } from "./early-ends.ts";
import { Intake } from "./intake.ts";
import { NodeRuns } from "./node-runs.ts";
import type { Freed, TakenRun } from "./shared-journal.ts";
import type { SharedQueueOptions } from "./shared-queue-options.ts";
import type { Snapshot } from "./snapshot.ts";
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

/** Runs of one key that one node does in a row before others may have the next one. */
const MOST_IN_A_ROW = 50;

/** How often a node looks for runs that nobody told of, in milliseconds. */
const LOOK_MS = 500;

export class SharedQueue implements WorkQueue {
  readonly #options: SharedQueueOptions;
  readonly #own: NodeRuns;
  readonly #intake: Intake;
  readonly #census: Census;
  readonly #timer: NodeJS.Timeout;
  readonly #watchers = new Set<() => void>();
  #stopped = false;

  constructor(options: SharedQueueOptions) {
    const { clock, places, store, signals, work } = options;
    this.#options = options;
    this.#census = new Census(store, clock);
    this.#own = new NodeRuns({
      places,
      work,
      onFree: () => this.#intake.hasPlaces(),
    });
    this.#intake = new Intake({
      store,
      clock,
      places,
      signals,
      own: this.#own,
      snapshot: () => this.#snapshot,
      onAsked: () => this.#tell(),
    });
    store.onGivenUp = () => {
      this.#own.loseAll();
      this.#tell();
    };
    store.onDue = () => this.#intake.pass();
    signals.hear((news) => {
      if (news.kind === "due") this.#intake.look();
      else if (news.kind === "unwanted") this.#wishEnd(news.runId, news.supersededBy);
      else if (news.kind === "gap") {
        this.#own.tell();
        this.#intake.look();
      }
    });
    this.#timer = setInterval(() => {
      this.#intake.look();
      void this.#census.countNowAndThen();
    }, LOOK_MS).unref();
  }

  async accept(run: NewRun, how: Acceptance): Promise<Accepted> {
    const { backlog, store, places, rulesOf, clock } = this.#options;
    const { flow } = run;
    if (how.isBounded && this.#snapshot.isFull(flow, backlog)) throw new BacklogFull(backlog);
    const { names, limit } = rulesOf(flow) ?? { names: [flow], limit: undefined };
    const keyed = run.concurrencyKey !== undefined;
    const isDeep = how.isBounded && keyed && this.#snapshot.queuedOf(flow) >= MOST_BEHIND;
    const claims = this.#own.free > 0 && !places.isHeldUp(flow);
    if (claims) places.take();
    this.#snapshot.count(flow, 1);
    let isKept = false;
    let isClaimed = false;
    try {
      const { whenFull } = how;
      const mostBehind = isDeep ? MOST_BEHIND : undefined;
      const turn = { names, limit, whenFull, claims, mostBehind, at: clock.now() };
      const { id, duplicate, full, dropped, claimed, ...freed } = await store.enter(run, turn);
      if (full) throw new BacklogFull(MOST_BEHIND, "key");
      isKept = !duplicate && !dropped;
      if (!duplicate) how.onKept();
      for (const own of claimed) this.#own.begin(own);
      isClaimed = claimed.length > 0;
      this.#freed({ ...freed, claimed: [] }, 1, run.id);
      return { id, duplicate, dropped };
    } finally {
      if (!isKept) this.#snapshot.count(flow, -1);
      if (claims && !isClaimed) places.leave();
    }
  }

  async recover(): Promise<number> {
    const { store, clock } = this.#options;
    await store.keepOnly(this.#own.ids);
    await this.#applyLimits();
    this.#freed(await store.endUnwanted(clock.now()));
    await this.recount();
    this.#intake.look();
    const { queued, held, resting } = this.counts;
    return queued + held + resting;
  }

  async rest(claim: Claim, until: number | undefined, knownArrivals: number): Promise<void> {
    const held = this.#own.of(claim);
    if (held === undefined) return;
    const { store, clock, changes } = this.#options;
    const { runId } = claim;
    held.isLeaving = true;
    const rest = { wakeAt: until, at: clock.now(), arrivals: knownArrivals };
    const rests = await store.park(runId, rest);
    if (!this.#own.remove(held)) return;
    if (rests) {
      const { flow } = held.run;
      this.#snapshot.count(flow, -1);
      changes?.tell({ of: "run", what: "waiting", runId, flow, until });
      if (until !== undefined) this.#intake.lookAt(until);
    } else {
      const { isCancelled: cancelled, supersededBy } = held;
      this.#own.adopt({ ...held.run, cancelled, supersededBy, fresh: false });
    }
    this.#tell();
  }

  async end(claim: Claim, result: RunResult, called: readonly string[]): Promise<void> {
    const held = this.#own.of(claim);
    if (held === undefined) return;
    const { run, row } = held;
    held.isLeaving = true;
    const claims = run.keyed && !this.#stopped && row < MOST_IN_A_ROW;
    const freed = await this.#leave(run, result, called, claims);
    if (!this.#own.remove(held)) return;
    this.#snapshot.count(run.flow, -1);
    this.#freed(freed, row + 1);
    this.#tell();
  }

  handBack(claim: Claim, why: HandBack): void {
    const held = this.#own.of(claim);
    if (held === undefined) return;
    this.#own.remove(held);
    this.#snapshot.count(held.run.flow, -1);
    const at = why === "until reload" || why === "gone" ? undefined : why.at;
    const giveBack = async () => {
      // Who has ended is nobody's already.
      if (why !== "gone") await this.#options.store.giveBack(claim.runId, at);
      if (at !== undefined) this.#intake.lookAt(at);
      this.#intake.look();
    };
    // What is not written is given back when the journal knows of this node again, or has given it up.
    giveBack().catch(() => undefined);
    this.#tell();
  }

  async cancel(runId: string): Promise<boolean> {
    const { store, clock } = this.#options;
    // One commit: nobody begins it in between.
    const [isOpen, freed] = await Promise.all([
      store.cancel(runId),
      store.endUnwanted(clock.now()),
    ]);
    this.#freed({ ...freed, unwanted: isOpen ? [runId] : [], due: freed.due || isOpen });
    return isOpen;
  }

  arrived(runId: string): void {
    if (this.#own.has(runId)) this.#own.tell(runId);
    else this.#intake.look();
  }

  rulesChanged(): void {
    this.#applyLimits().catch(() => undefined);
  }

  get counts(): QueueCounts {
    return this.#snapshot.counts;
  }

  countsOf(flows: readonly string[]): OpenCounts {
    return this.#snapshot.countsOf(flows);
  }

  standingOf(runId: string): Promise<Standing | undefined> {
    const { store, clock } = this.#options;
    return store.standing(runId, clock.now());
  }

  workOf(flow: string): Work {
    return this.#snapshot.workOf(flow);
  }

  recount(): Promise<void> {
    return this.#census.count();
  }

  async idle(): Promise<void> {
    while (!this.#stopped) {
      const change = new Promise<void>((resolve) => this.#watchers.add(resolve));
      await this.recount();
      if (this.#own.size === 0 && this.counts.backlog === 0 && !this.#intake.looksLater) return;
      await change;
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#own.stop();
    clearInterval(this.#timer);
    this.#intake.stop();
    this.#tell();
  }

  /**
   * What a change has done to other runs.
   * @param row of those that this node goes on with
   * @param by the newer run of their key for which the end of runs is asked
   */
  #freed({ ended, unwanted, claimed, told, due }: Freed, row = 1, by?: string): void {
    for (const run of ended) this.#options.onEndedEarly(run);
    for (const id of unwanted) this.#askForEnd(id, by);
    for (const id of told) {
      if (!this.#own.has(id)) this.#options.signals.tell({ kind: "arrived", runId: id });
      this.arrived(id);
    }
    for (const run of claimed) this.#own.adopt(run, row);
    if (due) this.#intake.pass();
  }

  #askForEnd(runId: string, supersededBy?: string): void {
    if (this.#own.has(runId)) this.#wishEnd(runId, supersededBy);
    else this.#options.signals.tell({ kind: "unwanted", runId, supersededBy });
  }

  /** A run of this node is to end: one that waits for its place, to begin, does so at once. */
  #wishEnd(runId: string, by: string | undefined): void {
    const run = this.#own.withdraw(runId);
    if (run === undefined) this.#own.wishEnd(runId, by);
    // What can't be written is held until it can, or is somebody else's.
    else this.#endEarly(run, by).catch(() => undefined);
  }

  async #endEarly(run: TakenRun, by: string | undefined): Promise<void> {
    const { id, flow, createdAt } = run;
    const result = { ...cancelled(by), finishedAt: this.#options.clock.now() };
    const { ended, ...freed } = await this.#leave(run, result, [], false);
    const { status } = result;
    this.#snapshot.count(flow, -1);
    this.#freed({ ...freed, ended: [...ended, { id, flow, createdAt, status }] });
    this.#tell();
  }

  /** Ends a run of this node. @returns what that does to others, its caller and what it called among them */
  async #leave(
    { id, caller, keyed }: TakenRun,
    result: RunResult,
    called: readonly string[],
    claims: boolean,
  ): Promise<Freed> {
    const freed = await this.#options.store.leave(id, result, { caller, called, keyed, claims });
    const told = caller === undefined ? freed.told : [...freed.told, caller.runId];
    return { ...freed, told, unwanted: [...freed.unwanted, ...called] };
  }

  async #applyLimits(): Promise<void> {
    const { store, rulesOf } = this.#options;
    const flows = await store.keyedFlows();
    const limits = flows.flatMap((flow) => {
      const limit = rulesOf(flow)?.limit;
      return limit === undefined ? [] : [{ flow, limit }];
    });
    if (await store.applyLimits(limits)) this.#intake.pass();
  }

  get #snapshot(): Snapshot {
    return this.#census.snapshot;
  }

  #tell(): void {
    for (const watcher of this.#watchers) watcher();
    this.#watchers.clear();
  }
}
