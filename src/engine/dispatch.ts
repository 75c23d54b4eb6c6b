import { setMaxListeners } from "node:events";
import { Semaphore } from "async-mutex";
import type { CompiledFlow } from "../flows/compiled-flow.ts";
import type { ActionSurroundings } from "./call-action.ts";
import { DurableContext, Suspended } from "./durable-context.ts";
import { interpret, type Outcome } from "./interpret.ts";
import type { Clock, RunRecord, RunStore, StepRecord } from "./ports.ts";
import type { RunValues } from "./run-scope.ts";

export interface DispatchOptions extends ActionSurroundings {
  readonly store: RunStore;
  readonly clock: Clock;
  readonly values: RunValues;
  /** Runs that make calls at the same time. */
  readonly concurrency: number;
}

/** A run that is ready to go on. */
export interface DispatchedRun {
  readonly run: Pick<RunRecord, "id" | "createdAt" | "payload" | "concurrencyKey">;
  readonly flow: CompiledFlow;
  readonly recorded: readonly StepRecord[];
}

/** A retry that is due goes before runs that have not begun. */
const BEGUN = 1;

/**
 * Lets runs go when their concurrency key and the global limit allow: in order of acceptance per
 * key, and without holding a place while they wait for a retry.
 */
export class Dispatcher {
  readonly #options: DispatchOptions;
  readonly #places: Semaphore;
  readonly #lanes = new Map<string, Lane>();
  readonly #going = new Set<Promise<void>>();
  readonly #pausing = new AbortController();
  readonly #aborting = new AbortController();

  constructor(options: DispatchOptions) {
    this.#options = options;
    this.#places = new Semaphore(options.concurrency);
    // Every run that goes listens to both: many listeners are no leak here.
    setMaxListeners(0, this.#pausing.signal, this.#aborting.signal);
  }

  /** How many runs have been taken and have not ended. */
  get size(): number {
    return this.#going.size;
  }

  /** Takes a run; its outcome goes to the store and the log. */
  add(entry: DispatchedRun): void {
    const going = this.#go(entry).finally(() => this.#going.delete(going));
    this.#going.add(going);
  }

  /** Resolves when nothing is left to do. */
  async idle(): Promise<void> {
    while (this.#going.size > 0) await Promise.all(this.#going);
  }

  /** Begins nothing new, waits for calls that are out, and cuts them off after the grace time. */
  async stop(graceMs: number): Promise<void> {
    this.#pausing.abort();
    this.#places.cancel();
    for (const lane of this.#lanes.values()) lane.semaphore.cancel();
    const timer = setTimeout(() => this.#aborting.abort(), graceMs);
    await this.idle();
    clearTimeout(timer);
  }

  async #go(entry: DispatchedRun): Promise<void> {
    const { logger } = this.#options;
    const leave = this.#lane(entry);
    try {
      await leave.entered;
      await this.#run(entry);
    } catch (error) {
      // A run that is not finished stays in the journal and goes on at the next start.
      if (!(error instanceof Suspended) && !this.#pausing.signal.aborted)
        logger.error(
          { run_id: entry.run.id, flow: entry.flow.name, err: error },
          "run interrupted",
        );
    } finally {
      leave.leave();
    }
  }

  async #run(entry: DispatchedRun): Promise<void> {
    const { store, clock } = this.#options;
    let [, release] = await this.#places.acquire();
    try {
      if (this.#pausing.signal.aborted) throw new Suspended();
      const context = new DurableContext({
        run: entry.run,
        recorded: entry.recorded,
        store,
        clock,
        pausing: this.#pausing.signal,
        signal: this.#aborting.signal,
        resting: async (wait) => {
          release();
          await wait();
          [, release] = await this.#places.acquire(1, BEGUN);
        },
      });
      const outcome = await interpret(entry.flow, context, this.#options);
      await context.finish({ ...outcome, finishedAt: clock.now() });
      this.#logEnd(entry, outcome);
    } finally {
      release();
    }
  }

  #lane({ flow, run }: DispatchedRun): { entered: Promise<unknown>; leave: () => void } {
    if (flow.concurrency === undefined || run.concurrencyKey === undefined)
      return { entered: Promise.resolve(), leave: () => undefined };
    const key = `${flow.name}\0${run.concurrencyKey}`;
    const lane = this.#lanes.get(key) ?? {
      semaphore: new Semaphore(flow.concurrency.limit),
      members: 0,
    };
    this.#lanes.set(key, lane);
    lane.members++;
    let release: (() => void) | undefined;
    const enter = async () => {
      [, release] = await lane.semaphore.acquire();
    };
    return {
      entered: enter(),
      leave: () => {
        release?.();
        if (--lane.members === 0) this.#lanes.delete(key);
      },
    };
  }

  #logEnd({ run, flow }: DispatchedRun, outcome: Outcome): void {
    const fields = {
      run_id: run.id,
      flow: flow.name,
      status: outcome.status,
      duration_ms: this.#options.clock.now() - run.createdAt,
    };
    if (outcome.status === "failed") {
      const { step, reason, code, message } = outcome.error;
      this.#options.logger.warn({ ...fields, step, reason, code, error: message }, "run failed");
    } else this.#options.logger.info(fields, "run finished");
  }
}

interface Lane {
  readonly semaphore: Semaphore;
  /** Runs that are in the lane or wait for it. */
  members: number;
}
