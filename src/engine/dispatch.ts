/**
 * Lets runs go: when their lane and the number of places allow, in order. A run that waits for long
 * leaves the memory; the journal knows it, and the waker brings it back.
 */
import { setMaxListeners } from "node:events";
import type { CallSignal } from "../actions/call-signal.ts";
import { AhaflowError } from "../errors.ts";
import type { CompiledFlow } from "../flows/compiled-flow.ts";
import type { RunCounts } from "../telemetry/metrics/metrics.ts";
import { DurableContext } from "./durable-context.ts";
import type { StepSurroundings } from "./frame.ts";
import { interpret, type Outcome } from "./interpret.ts";
import { Parked, Suspended } from "./interruptions.ts";
import { type LaneKey, Lanes } from "./lanes.ts";
import { Places } from "./places.ts";
import type { Clock, RunStore } from "./ports.ts";
import type { LoadedRun } from "./records.ts";
import { Resting } from "./resting.ts";
import { Waker } from "./waker.ts";

export interface DispatchOptions {
  readonly store: RunStore;
  readonly clock: Clock;
  readonly surroundings: StepSurroundings;
  /** Runs that are worked on at the same time. */
  readonly concurrency: number;
  /** The flow of a version; undefined when it can't be compiled any more. */
  readonly flowOf: (version: string) => Promise<CompiledFlow | undefined>;
  readonly onEnd: (run: LoadedRun["run"], outcome: Outcome) => void;
}

/** A run that waits for its turn. */
export interface Entry {
  readonly id: string;
  /** What it needs to go; it is read from the journal when it is not here. */
  held?: Held | undefined;
}

/** A run in memory. `size` is about what its payload takes, in bytes. */
export interface Held {
  readonly flow: CompiledFlow;
  readonly loaded: LoadedRun;
  readonly size: number;
}

/** What waiting runs take in memory at most, in bytes, about; those over it are read again. */
const MOST_HELD_BYTES = 16 * 1024 * 1024;

/** What a run takes besides its payload, in bytes, about. */
const OWN_BYTES = 2_048;

/** When a run is taken up again whose records could not be written, in milliseconds. */
const AGAIN_MS = 2_000;

/** How often a daemon that stops looks whether it waits for the disk alone, in milliseconds. */
const LOOK_MS = 100;

export class Dispatcher {
  readonly #options: DispatchOptions;
  readonly #places: Places;
  readonly #resting: Resting;
  readonly #waker: Waker;
  readonly #lanes = new Lanes();
  readonly #cancelled = new Set<string>();
  readonly #calls = new Set<CallSignal>();
  readonly #pausing = new AbortController();
  /** Who waits for something to end. */
  readonly #watchers = new Set<() => void>();
  #open = 0;
  #working = 0;
  #heldBytes = 0;
  /** Runs that rest in the journal. */
  #parked = 0;

  constructor(options: DispatchOptions) {
    this.#options = options;
    this.#places = new Places(options.concurrency);
    this.#resting = new Resting(this.#places);
    const { logger } = options.surroundings;
    this.#waker = new Waker({
      store: options.store,
      clock: options.clock,
      onDue: (ids) => {
        this.#parked -= ids.length;
        for (const id of ids) {
          this.#open++;
          this.#start({ id }, true);
        }
      },
      onQuiet: () => this.#tell(),
      onError: (err) => logger.error({ err }, "the journal can't say which runs are due"),
    });
    // Every run that rests listens to it: many listeners are no leak here.
    setMaxListeners(0, this.#pausing.signal);
  }

  /** How many runs are worked on or wait for their turn; those that rest until a time don't count. */
  get size(): number {
    return this.#open;
  }

  /** How many runs have not ended, by state; nothing is read for it. */
  get counts(): RunCounts {
    return {
      queued: this.#open - this.#working,
      running: this.#working - this.#resting.count,
      waiting: this.#resting.count + Math.max(0, this.#parked),
      backlog: this.#open,
    };
  }

  /** Counts a run that rests in the journal since before the start. */
  countResting(): void {
    this.#parked++;
  }

  /** Whether a run with this key would have to wait for others. */
  isFull(key: LaneKey, flow: CompiledFlow): boolean {
    return this.#lanes.isFull(key, flow);
  }

  /** Takes an accepted run, in the order of acceptance. */
  add(run: LaneKey & { readonly id: string }, flow: CompiledFlow, held?: Held): void {
    const entry: Entry = { id: run.id };
    if (held !== undefined && this.#heldBytes < MOST_HELD_BYTES) {
      entry.held = held;
      this.#heldBytes += held.size + OWN_BYTES;
    }
    this.#open++;
    const olders = this.#lanes.enter(run, flow, () => this.#start(entry, false));
    for (const id of olders) this.#cancelOlder(id);
  }

  /** Keeps the place in its lane of a run that rests. */
  addResting(run: LaneKey & { readonly id: string }, flow: CompiledFlow): void {
    this.#lanes.enter(run, flow, () => undefined);
  }

  /** Wakes resting runs that are due, or for which something has arrived. */
  wake(): void {
    this.#waker.look();
  }

  /** Asks for the end of a run, at its next step. @returns whether it had not ended */
  async cancel(id: string): Promise<boolean> {
    const isOpen = await this.#options.store.cancel(id);
    if (isOpen) {
      this.#cancelled.add(id);
      this.wake();
    }
    return isOpen;
  }

  /** Resolves when every run has ended, or rests until something arrives. */
  async idle(): Promise<void> {
    while (!this.#pausing.signal.aborted && (this.#open > 0 || this.#waker.isArmed))
      await this.#news();
  }

  /** Begins nothing new, waits for calls that are out, and cuts them off after the grace time. */
  async stop(graceMs: number): Promise<void> {
    this.#pausing.abort();
    this.#waker.stop();
    const { store } = this.#options;
    const timer = setTimeout(() => {
      for (const call of this.#calls) call.abort();
      store.giveUp();
    }, graceMs);
    // With no call out, there is nothing more to come that the disk could be waited for with.
    const look = setInterval(() => {
      if (this.#calls.size === 0 && store.trouble() !== undefined) store.giveUp();
    }, LOOK_MS);
    while (this.#working > 0) await this.#news();
    clearTimeout(timer);
    clearInterval(look);
    this.#tell();
  }

  /** A newer run has taken the place of this one: it ends, however long the journal takes. */
  #cancelOlder(id: string): void {
    this.cancel(id).catch(() => {
      this.#cancelled.add(id);
      if (!this.#pausing.signal.aborted) setTimeout(() => this.#cancelOlder(id), AGAIN_MS).unref();
    });
  }

  #news(): Promise<void> {
    return new Promise((resolve) => this.#watchers.add(resolve));
  }

  #tell(): void {
    for (const watcher of this.#watchers) watcher();
    this.#watchers.clear();
  }

  #start(entry: Entry, begun: boolean): void {
    this.#places.enter(() => void this.#turn(entry), begun);
  }

  /** A run's time in memory: from a place to its end, or until it has to wait for long. */
  async #turn(entry: Entry): Promise<void> {
    this.#working++;
    try {
      if (!this.#pausing.signal.aborted) await this.#work(entry);
    } catch (err) {
      this.#interrupted(entry, err);
    } finally {
      this.#working--;
      this.#open--;
      this.#places.leave();
      this.#tell();
    }
  }

  async #work(entry: Entry): Promise<void> {
    const { store, clock, surroundings, onEnd } = this.#options;
    const { flow, loaded } = (await this.#load(entry)) ?? {};
    if (flow === undefined || loaded === undefined) return;
    const { run } = loaded;
    const context = new DurableContext({
      loaded,
      store,
      clock,
      pausing: this.#pausing.signal,
      calls: this.#calls,
      isCancelled: () => loaded.cancelled || this.#cancelled.has(run.id),
      resting: this.#resting.forOneRun(),
      isCrowded: () => this.#resting.isCrowded,
    });
    let outcome: Outcome;
    try {
      outcome = await interpret(flow, context, surroundings);
    } catch (error) {
      if (error instanceof Suspended) return;
      if (error instanceof Parked) return this.#park(error, context);
      throw error;
    }
    await context.finish({ finishedAt: clock.now(), ...outcome });
    this.#cancelled.delete(run.id);
    this.#lanes.leave(run, flow);
    // Its caller has something to wake for.
    if (run.caller !== undefined) this.wake();
    onEnd(run, outcome);
  }

  async #load(entry: Entry): Promise<Pick<Held, "flow" | "loaded"> | undefined> {
    const { held } = entry;
    if (held !== undefined) {
      this.#heldBytes -= held.size + OWN_BYTES;
      entry.held = undefined;
      return held;
    }
    const [loaded] = await this.#options.store.load([entry.id]);
    const flow = loaded && (await this.#options.flowOf(loaded.run.version));
    return flow && { flow, loaded };
  }

  async #park(rest: Parked, context: DurableContext): Promise<void> {
    // Before it rests: it may be due again before the answer is here.
    this.#parked++;
    let parked = false;
    try {
      parked = await context.park(rest);
    } finally {
      if (!parked) this.#parked--;
    }
    if (!parked) {
      this.#open++;
      this.#start({ id: context.run.id }, true);
    } else if (rest.wakeAt !== undefined) this.#waker.at(rest.wakeAt);
  }

  /** What is not written stays as it was in the journal: the run goes on from there. */
  #interrupted({ id }: Entry, err: unknown): void {
    if (this.#pausing.signal.aborted) return;
    this.#options.surroundings.logger.error({ run_id: id, err }, "run interrupted");
    // A bug would come again; a journal that can't be written may be mended.
    if (!(err instanceof AhaflowError) || err.code === "journal_damaged") return;
    this.#open++;
    setTimeout(() => this.#start({ id }, true), AGAIN_MS).unref();
  }
}
