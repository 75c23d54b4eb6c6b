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
import type { Seat } from "../dispatch/seat.ts";
import { failedAmong, withRecord } from "./failed-steps.ts";
import { Cancelled, type Deadline, Expired, Stopped, Suspended } from "./interruptions.ts";
import { RunWaits } from "./run-waits.ts";

export interface DurableContextOptions {
  readonly loaded: LoadedRun;
  readonly store: Pick<RunStore, "checkpoint" | "arrival" | "endCallback">;
  /** Hears of what is kept. */
  readonly changes: Teller;
  readonly clock: Clock;
  /** Aborts when no new work may begin. */
  readonly pausing: AbortSignal;
  readonly isCancelled: () => boolean;
  readonly supersededBy: () => string | undefined;
  /** The run's branches, and its place among the runs that are worked on. */
  readonly seat: Seat;
}

/** One run's way through its steps. */
export class DurableContext {
  readonly run: LoadedRun["run"];
  readonly clock: Clock;
  readonly pausing: AbortSignal;
  readonly seat: Seat;
  readonly #options: DurableContextOptions;
  readonly #recorded: ReadonlyMap<string, StepRecord>;
  /** Steps that are on record. */
  #records: number;
  /** What its steps wait for. */
  readonly waits: RunWaits;
  /** Why the journal lacks something that was written here. */
  #lost: unknown;
  #stop: StopRecord | undefined;
  #failed: FailedSteps | undefined;
  /** Paths of the steps that have begun. */
  readonly #begun: ReadonlySet<string>;
  /** Runs that steps have called and that have not ended, by the step's path. */
  readonly #called = new Map<string, string>();

  constructor(options: DurableContextOptions) {
    const { run, steps } = options.loaded;
    this.run = run;
    this.clock = options.clock;
    this.pausing = options.pausing;
    this.seat = options.seat;
    this.#options = options;
    this.#begun = beginningsOf(steps);
    for (const record of steps) this.#keepCalled(record);
    this.#recorded = new Map(steps.map((record) => [record.path, record]));
    this.#records = steps.length;
    this.#failed = failedAmong(steps);
    const { loaded, store } = options;
    this.waits = new RunWaits(this, loaded.arrivals, (path) => store.arrival(this.run.id, path));
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

  /** How many steps are on record. */
  get records(): number {
    return this.#records;
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

  /** The newer run of its key for which its end was asked. */
  get supersededBy(): string | undefined {
    return this.#options.supersededBy();
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
