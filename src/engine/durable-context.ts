/**
 * What makes a run durable. A step that has ended is never done again: its record is returned.
 * Records are written in order, and no call goes out before everything that led to it is kept;
 * so the end of a step and the start of the next one's first attempt share one commit.
 */
import type { Clock, RunRecord, RunStore, StepRecord } from "./ports.ts";

/** Thrown out of a run that has to go on at the next start; nothing is recorded for it. */
export class Suspended extends Error {
  override readonly name = "Suspended";
}

/** What a step's work gets: what is known of earlier tries, and a way to keep what happens. */
export interface StepLog {
  /** The record as it was left by a process that died, if there is one. */
  readonly left: StepRecord | undefined;
  /** Resolves when the record is kept. */
  save(record: StepRecord): Promise<void>;
}

export interface DurableContextOptions {
  readonly run: Pick<RunRecord, "id" | "createdAt" | "payload">;
  readonly recorded: readonly StepRecord[];
  readonly store: RunStore;
  readonly clock: Clock;
  /** Aborts when no new work may begin. */
  readonly pausing: AbortSignal;
  /** Aborts when calls that are out have to end. */
  readonly signal: AbortSignal;
  /** Waits without holding a place among the running ones. */
  readonly resting: (wait: () => Promise<void>) => Promise<void>;
}

/** One run's way through its steps. */
export class DurableContext {
  readonly run: DurableContextOptions["run"];
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly pausing: AbortSignal;
  readonly #recorded: ReadonlyMap<string, StepRecord>;
  readonly #store: RunStore;
  readonly #resting: DurableContextOptions["resting"];
  #written: Promise<unknown> = Promise.resolve();

  constructor(options: DurableContextOptions) {
    this.run = options.run;
    this.signal = options.signal;
    this.clock = options.clock;
    this.pausing = options.pausing;
    this.#recorded = new Map(options.recorded.map((record) => [record.path, record]));
    this.#store = options.store;
    this.#resting = options.resting;
  }

  /**
   * Does a step once: `work` is not called when its end is recorded already.
   * @param path stable path of ids
   * @throws Suspended when the daemon stops
   */
  async step(path: string, work: (log: StepLog) => Promise<StepRecord>): Promise<StepRecord> {
    const left = this.#recorded.get(path);
    if (left?.ended_at !== undefined) return left;
    if (this.pausing.aborted) throw new Suspended();
    const record = await work({ left, save: (partial) => this.#write(partial) });
    // Not awaited: the next write, which is, comes after it.
    this.#write(record).catch(() => undefined);
    return record;
  }

  /**
   * Waits until a time, in milliseconds since 1970.
   * @throws Suspended when the daemon stops first
   */
  async sleep(until: number): Promise<void> {
    try {
      await this.rest(() => this.clock.sleepUntil(until, this.pausing));
    } catch (error) {
      throw this.pausing.aborted ? new Suspended() : error;
    }
  }

  /** Waits for something without holding a place among the runs that make calls. */
  rest(wait: () => Promise<void>): Promise<void> {
    return this.#resting(wait);
  }

  /** Ends the run; resolves when that, and every step before, is kept. */
  async finish(result: Parameters<RunStore["finish"]>[1]): Promise<void> {
    await Promise.all([this.#written, this.#store.finish(this.run.id, result)]);
  }

  #write(record: StepRecord): Promise<void> {
    const written = Promise.all([this.#written, this.#store.checkpoint(this.run.id, record)]);
    this.#written = written;
    return written.then(() => undefined);
  }
}
