/**
 * What makes a run durable. A step that has ended is never done again: its record is returned.
 * Records are written in order, and no call goes out before everything that led to it is kept;
 * so the end of a step and the start of the next one's first attempt share one commit.
 */

import type { Clock } from "../../clock.ts";
import type { StepChange, Teller } from "../../journal/changes.ts";
import type { RunStore } from "../../journal/ports.ts";
import type {
  Arrival,
  FailedSteps,
  LoadedRun,
  StepRecord,
  StopRecord,
} from "../../journal/records.ts";
import type { CallSignal } from "../../outgoing/call-signal.ts";
import type { Seat } from "../dispatch/seat.ts";
import { failedAmong, withRecord } from "./failed-steps.ts";
import { Cancelled, type Deadline, Expired, Parked, Stopped, Suspended } from "./interruptions.ts";

/** A longer wait gives the run's memory back, in milliseconds. */
const LONGEST_STAY_MS = 5_000;

/** A run with more records stays longer in memory, and does not leave it for others. */
const MANY_RECORDS = 100;

/**
 * For each further record, in milliseconds: what it takes to read all of them again is far less than
 * that, so a loop costs the same for each entry, however long it is.
 */
const STAY_PER_RECORD_MS = 30;

/** How long a run leaves the memory in which too many wait, in milliseconds. */
const CROWDED_MS = 10_000;

const NEVER = Number.POSITIVE_INFINITY;

/** Why a wait is given up that nobody needs any more. Without a reason each would make an error of its own. */
const OVER = "over";

/** What a step waits for; the first that comes ends the wait. */
export interface Awaited {
  /** The step's path: something may arrive for it. */
  readonly path?: string;
  /** Milliseconds since 1970. */
  readonly until?: number | undefined;
  readonly deadline: Deadline | undefined;
  /** For so long the run stays in memory even if nothing else of it works, in milliseconds. */
  readonly stayMs?: number;
}

export interface DurableContextOptions {
  readonly loaded: LoadedRun;
  readonly store: Pick<RunStore, "checkpoint" | "arrival" | "endCallback">;
  /** Hears of what is kept. */
  readonly changes: Teller;
  readonly clock: Clock;
  /** Aborts when no new work may begin. */
  readonly pausing: AbortSignal;
  /** The calls that are out, over all runs: whoever stops the daemon cuts them off. */
  readonly calls: Set<CallSignal>;
  readonly isCancelled: () => boolean;
  /** The run's branches, and its place among the runs that are worked on. */
  readonly seat: Seat;
}

/** One run's way through its steps. */
export class DurableContext {
  readonly run: LoadedRun["run"];
  readonly clock: Clock;
  readonly pausing: AbortSignal;
  readonly calls: Set<CallSignal>;
  readonly seat: Seat;
  readonly #options: DurableContextOptions;
  readonly #recorded: ReadonlyMap<string, StepRecord>;
  /** Steps that are on record. */
  #records: number;
  /** Why the journal lacks something that was written here. */
  #lost: unknown;
  #stop: StopRecord | undefined;
  #failed: FailedSteps | undefined;
  #hasNews = false;
  readonly #arrivals: Map<string, Arrival>;
  /** Paths of the steps that have begun. */
  readonly #begun: ReadonlySet<string>;
  /** Runs that steps have called and that have not ended, by the step's path. */
  readonly #called = new Map<string, string>();

  constructor(options: DurableContextOptions) {
    const { run, steps } = options.loaded;
    this.run = run;
    this.clock = options.clock;
    this.pausing = options.pausing;
    this.calls = options.calls;
    this.seat = options.seat;
    this.#options = options;
    this.#arrivals = new Map(options.loaded.arrivals);
    this.#begun = beginningsOf(steps);
    for (const record of steps) this.#keepCalled(record);
    this.#recorded = new Map(steps.map((record) => [record.path, record]));
    this.#records = steps.length;
    this.#failed = failedAmong(steps);
  }

  /**
   * Does a step once: `work` is not called when its end is recorded already.
   * @param path stable path of ids
   * @param work gets the record as an earlier turn left it, if there is one
   * @throws Interruption before the step begins
   */
  async step(
    path: string,
    deadline: Deadline | undefined,
    work: (left: StepRecord | undefined) => Promise<StepRecord>,
  ): Promise<StepRecord> {
    const left = this.#recorded.get(path);
    if (left?.endedAt !== undefined) return left;
    // What was begun is ended by its own work, also when it is interrupted.
    if (left === undefined) {
      this.checkpoint(deadline);
      this.#records++;
    } else if (this.pausing.aborted) throw new Suspended();
    const record = await work(left);
    this.#failed = withRecord(this.#failed, record);
    // Not awaited: the next write that is awaited comes after it.
    this.note(record);
    return record;
  }

  /** The steps that have failed until now; undefined: none. */
  get failed(): FailedSteps | undefined {
    return this.#failed;
  }

  /** The record of a step as an earlier turn left it. */
  recorded(path: string): StepRecord | undefined {
    return this.#recorded.get(path);
  }

  /** Between two steps: whether the run may go on. @throws Interruption */
  checkpoint(deadline: Deadline | undefined): void {
    if (this.pausing.aborted) throw new Suspended();
    if (this.#stop !== undefined) throw new Stopped(this.#stop);
    if (this.isCancelled) throw new Cancelled();
    if (deadline !== undefined && this.clock.now() >= deadline.at) throw new Expired(deadline.path);
  }

  /** Lets no other step of the run begin. */
  stop(stop: StopRecord): void {
    this.#stop ??= stop;
    this.seat.wake();
  }

  /** Lets steps begin again, those of `on_failure`. */
  reopen(): void {
    this.#stop = undefined;
  }

  /** Whether something at a path, or inside of it, had begun before this turn. */
  hasBegun(path: string): boolean {
    return this.#begun.has(path);
  }

  /** Whether somebody asked for its end. */
  get isCancelled(): boolean {
    return this.#options.isCancelled();
  }

  /** Runs that it called and that have not ended. */
  get called(): readonly string[] {
    return [...this.#called.values()];
  }

  /** Lets no more callbacks come to a step. @returns the one that has come, if one has */
  async endCallback(step: string): Promise<Arrival | undefined> {
    return this.#options.store.endCallback(this.run.id, step);
  }

  /** Keeps a record; resolves when it, and every one before it, is kept. */
  async save(record: StepRecord, what = whatIs(record)): Promise<void> {
    await this.#options.store.checkpoint(this.run.id, record);
    this.#checkKept();
    this.#tell(what, record);
  }

  /** Keeps a record along with whatever is saved next. */
  note(record: StepRecord, what = whatIs(record)): void {
    this.#keepCalled(record);
    this.#options.store
      .checkpoint(this.run.id, record)
      .then(() => this.#tell(what, record), this.#lose);
  }

  #tell(what: StepChange["what"], step: StepRecord): void {
    const { id: runId, flow } = this.run;
    this.#options.changes.tell({ of: "run", what, runId, flow, step });
  }

  readonly #lose = (error: unknown): void => {
    this.#lost ??= error;
  };

  /**
   * Waits until a time, in milliseconds since 1970.
   * @param stayMs as {@link Awaited} has it
   * @throws Interruption: for a long wait the run leaves the memory
   */
  async sleep(until: number, deadline: Deadline | undefined, stayMs = 0): Promise<void> {
    await this.waitFor({ until, deadline, stayMs });
    this.checkpoint(deadline);
  }

  /**
   * Waits for a time or an arrival: in memory while other branches of the run are at work or the wait
   * is short, so that both are served when they come; else the run leaves the memory.
   * @returns what has arrived; undefined when the time has come
   * @throws Interruption
   */
  async waitFor({ path, until, deadline, stayMs = 0 }: Awaited): Promise<Arrival | undefined> {
    const { clock, seat } = this;
    const end = Math.min(until ?? NEVER, deadline?.at ?? NEVER);
    const began = clock.now();
    const longer = Math.max(0, this.#records - MANY_RECORDS) * STAY_PER_RECORD_MS;
    const staysUntil =
      end - began <= LONGEST_STAY_MS + longer ? end : began + Math.max(stayMs, longer);
    for (;;) {
      const arrival = path === undefined ? undefined : await this.#arrivalAt(path);
      if (arrival !== undefined) return arrival;
      this.checkpoint(deadline);
      const now = clock.now();
      if (until !== undefined && now >= until) return undefined;
      const mayLeave = (seat.isCrowded && longer === 0) || now >= staysUntil;
      const next = mayLeave ? end : Math.min(end, staysUntil);
      const leaves = await seat.linger(mayLeave, (onNews) =>
        this.#until(next, new Promise(onNews)),
      );
      if (leaves) throw new Parked(end === NEVER ? undefined : end);
    }
  }

  /** Something has come for the run, or its end was asked for. */
  news(): void {
    this.#hasNews = true;
    this.seat.wake();
  }

  /**
   * Waits in memory, without a place, for something that comes by itself.
   * @throws Interruption when the run may not go on meanwhile; what comes is left alone then
   */
  async rest(coming: Promise<unknown>, deadline: Deadline | undefined): Promise<void> {
    const { seat, run } = this;
    const wait = { isOver: false };
    const come = (onNews: (wake: () => void) => void) =>
      new Promise<void>((resolve, reject) => {
        onNews(resolve);
        const end = () => {
          wait.isOver = true;
          resolve();
        };
        coming.then(end, reject);
      });
    const hear = (onNews: (wake: () => void) => void) =>
      deadline === undefined ? come(onNews) : this.#until(deadline.at, come(onNews));
    seat.holdUp(run.flow);
    try {
      do {
        await seat.linger(false, hear);
        this.checkpoint(deadline);
      } while (!wait.isOver);
    } finally {
      seat.goOn(run.flow);
    }
  }

  /** While too many wait in memory, this run leaves it for a while. @throws Interruption */
  async makeRoom(deadline: Deadline | undefined): Promise<void> {
    while (this.seat.isCrowded) await this.sleep(this.clock.now() + CROWDED_MS, deadline);
  }

  /** How many arrivals the walk knew. */
  get knownArrivals(): number {
    return this.#arrivals.size;
  }

  /** What came for a step; the journal is asked only when something may have come since the run was loaded. */
  async #arrivalAt(path: string): Promise<Arrival | undefined> {
    const known = this.#arrivals.get(path);
    if (known !== undefined || !this.#hasNews) return known;
    const come = await this.#options.store.arrival(this.run.id, path);
    if (come !== undefined) this.#arrivals.set(path, come);
    return come;
  }

  /** Waits for a time, or for what may come before it. */
  async #until(time: number, sooner: Promise<void>): Promise<void> {
    if (time === NEVER) return sooner;
    const over = new AbortController();
    // It rejects when nobody waits for it any more.
    const late = this.clock.sleepUntil(time, over.signal).catch(() => undefined);
    await Promise.race([late, sooner]).finally(() => over.abort(OVER));
  }

  #keepCalled({ path, call, endedAt }: StepRecord): void {
    if (call === undefined) return;
    if (endedAt === undefined) this.#called.set(path, call.runId);
    else this.#called.delete(path);
  }

  #checkKept(): void {
    if (this.#lost !== undefined) throw this.#lost;
  }
}

function whatIs({ endedAt }: StepRecord): StepChange["what"] {
  return endedAt === undefined ? "step_started" : "step_ended";
}

/** The paths of steps, and of all that is around them. */
function beginningsOf(steps: readonly StepRecord[]): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const { path } of steps)
    for (let end = path.length; end > 0; end = path.lastIndexOf("/", end - 1)) {
      const part = path.slice(0, end);
      if (paths.has(part)) break;
      paths.add(part);
    }
  return paths;
}
