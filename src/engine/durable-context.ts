/**
 * What makes a run durable. A step that has ended is never done again: its record is returned.
 * Records are written in order, and no call goes out before everything that led to it is kept;
 * so the end of a step and the start of the next one's first attempt share one commit.
 */
import type { CallSignal } from "../actions/call-signal.ts";
import { failedAmong, withRecord } from "./failed-steps.ts";
import { Cancelled, type Deadline, Expired, Parked, Stopped, Suspended } from "./interruptions.ts";
import type { Clock, RunStore } from "./ports.ts";
import type {
  Arrival,
  FailedSteps,
  LoadedRun,
  RunResult,
  StepRecord,
  StopRecord,
} from "./records.ts";

/** A longer wait gives the run's memory back, in milliseconds. */
const LONGEST_STAY_MS = 5_000;

export interface DurableContextOptions {
  readonly loaded: LoadedRun;
  readonly store: RunStore;
  readonly clock: Clock;
  /** Aborts when no new work may begin. */
  readonly pausing: AbortSignal;
  /** The calls that are out, over all runs: whoever stops the daemon cuts them off. */
  readonly calls: Set<CallSignal>;
  readonly isCancelled: () => boolean;
  /** Waits without holding a place among the runs that are worked on. */
  readonly resting: (wait: () => Promise<void>) => Promise<void>;
  /** Whether so many rest in memory that one more had to hold its place. */
  readonly isCrowded: () => boolean;
}

/** One run's way through its steps. */
export class DurableContext {
  readonly run: LoadedRun["run"];
  readonly clock: Clock;
  readonly pausing: AbortSignal;
  readonly calls: Set<CallSignal>;
  readonly #options: DurableContextOptions;
  readonly #recorded: ReadonlyMap<string, StepRecord>;
  /** Why the journal lacks something that was written here. */
  #lost: unknown;
  #stop: StopRecord | undefined;
  #failed: FailedSteps | undefined;

  constructor(options: DurableContextOptions) {
    const { run, steps } = options.loaded;
    this.run = run;
    this.clock = options.clock;
    this.pausing = options.pausing;
    this.calls = options.calls;
    this.#options = options;
    this.#recorded = new Map(steps.map((record) => [record.path, record]));
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
    if (left?.ended_at !== undefined) return left;
    // What was begun is ended by its own work, also when it is interrupted.
    if (left === undefined) this.checkpoint(deadline);
    else if (this.pausing.aborted) throw new Suspended();
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
    if (this.#options.isCancelled()) throw new Cancelled();
    if (deadline !== undefined && this.clock.now() >= deadline.at) throw new Expired(deadline);
  }

  /** Lets no other step of the run begin. */
  stop(stop: StopRecord): void {
    this.#stop ??= stop;
  }

  /** Lets steps begin again, those of `on_failure`. */
  reopen(): void {
    this.#stop = undefined;
  }

  /** What came from outside for a step. */
  arrival(path: string): Arrival | undefined {
    return this.#options.loaded.arrivals.get(path);
  }

  /** Lets no more callbacks come to a step. */
  async unlisten(step: string): Promise<void> {
    await this.#options.store.unlisten(this.run.id, step);
  }

  /** Keeps a record; resolves when it, and every one before it, is kept. */
  async save(record: StepRecord): Promise<void> {
    await this.#options.store.checkpoint(this.run.id, record);
    this.#checkKept();
  }

  /** Keeps a record along with whatever is saved next. */
  note(record: StepRecord): void {
    this.#options.store.checkpoint(this.run.id, record).catch((error: unknown) => {
      this.#lost ??= error;
    });
  }

  /**
   * Waits until a time, in milliseconds since 1970.
   * @throws Interruption: for a long wait the run leaves the memory
   */
  async sleep(until: number, deadline: Deadline | undefined): Promise<void> {
    this.checkpoint(deadline);
    const end = Math.min(until, deadline?.at ?? until);
    const left = end - this.clock.now();
    if (left > LONGEST_STAY_MS || (left > 0 && this.#options.isCrowded())) throw new Parked(end);
    if (left > 0) await this.rest(() => this.clock.sleepUntil(end, this.pausing));
    this.checkpoint(deadline);
  }

  /** Waits for something without holding a place. @throws Suspended when the daemon stops first */
  async rest(wait: () => Promise<void>): Promise<void> {
    try {
      await this.#options.resting(wait);
    } catch (error) {
      throw this.pausing.aborted ? new Suspended() : error;
    }
  }

  /** Ends the run; resolves when that, and every step before, is kept. */
  async finish(result: RunResult): Promise<void> {
    await this.#options.store.finish(this.run.id, result, this.run.caller);
    this.#checkKept();
  }

  /** Lays the run to rest. @returns false when it can go on at once */
  async park({ wakeAt }: Parked): Promise<boolean> {
    const arrivals = this.#options.loaded.arrivals.size;
    const parked = await this.#options.store.park(this.run.id, {
      wakeAt,
      at: this.clock.now(),
      arrivals,
    });
    this.#checkKept();
    return parked;
  }

  #checkKept(): void {
    if (this.#lost !== undefined) throw this.#lost;
  }
}
