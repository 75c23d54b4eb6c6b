/** Works on runs that the queue hands out, from their place to their end, or until they rest. */
import { setMaxListeners } from "node:events";
import type { Clock } from "../../clock.ts";
import { AhaflowError } from "../../errors.ts";
import type { CompiledFlow } from "../../flows/compiled-flow.ts";
import type { Teller } from "../../journal/changes.ts";
import type { RunStore } from "../../journal/ports.ts";
import type { LoadedRun } from "../../journal/records.ts";
import { DurableContext } from "../walk/durable-context.ts";
import type { StepSurroundings } from "../walk/frame.ts";
import { interpret, type Outcome } from "../walk/interpret.ts";
import { Parked, Suspended } from "../walk/interruptions.ts";
import { claimedStore } from "./claimed-store.ts";
import { cancelled } from "./early-ends.ts";
import type { HeldRun, HeldRuns } from "./held-runs.ts";
import type { Places } from "./places.ts";
import { Seat } from "./seat.ts";
import type { Claim, WorkQueue } from "./work-queue.ts";

export interface WorkerOptions {
  readonly store: RunStore;
  readonly changes: Teller;
  readonly clock: Clock;
  readonly queue: () => WorkQueue;
  readonly places: Places;
  readonly held: HeldRuns;
  readonly surroundings: StepSurroundings;
  /** The flow of a version; undefined when it can't be compiled any more. */
  readonly flowOf: (version: string) => Promise<CompiledFlow | undefined>;
  readonly onEnd: (run: LoadedRun["run"], outcome: Outcome) => void;
}

/** When a run is taken up again whose records could not be written, in milliseconds. */
const AGAIN_MS = 2_000;

/** How often a daemon that stops looks whether it waits for the disk alone, in milliseconds. */
const LOOK_MS = 100;

export class Worker {
  readonly #options: WorkerOptions;
  readonly #seats = new Set<Seat>();
  readonly #pausing = new AbortController();
  /** Who waits for the last turn to end. */
  readonly #watchers: (() => void)[] = [];

  constructor(options: WorkerOptions) {
    this.#options = options;
    // Every run that waits listens to it: many listeners are no leak here.
    setMaxListeners(0, this.#pausing.signal);
  }

  /** Works on a run that has a place. */
  async take(claim: Claim): Promise<void> {
    const seat = new Seat(this.#options.places);
    this.#seats.add(seat);
    try {
      if (!this.#pausing.signal.aborted) await this.#work(claim, seat);
    } catch (err) {
      this.#interrupted(claim, err);
    } finally {
      this.#seats.delete(seat);
      seat.leave();
      if (this.#seats.size === 0) for (const watcher of this.#watchers.splice(0)) watcher();
    }
  }

  /** Begins nothing new, waits for calls that are out, and cuts them off after the grace time. */
  async stop(graceMs: number): Promise<void> {
    this.#pausing.abort();
    for (const seat of this.#seats) seat.wake();
    const { store } = this.#options;
    const timer = setTimeout(() => {
      for (const { calls } of this.#seats) for (const call of calls) call.abort(new Suspended());
      store.giveUp();
    }, graceMs);
    // With no call out, there is nothing more to come that the disk could be waited for with.
    const look = setInterval(() => {
      const hasCalls = [...this.#seats].some(({ calls }) => calls.size > 0);
      if (!hasCalls && store.trouble() !== undefined) store.giveUp();
    }, LOOK_MS);
    // It may be asked for twice.
    if (this.#seats.size > 0) await new Promise<void>((resolve) => this.#watchers.push(resolve));
    clearTimeout(timer);
    clearInterval(look);
  }

  async #work(claim: Claim, seat: Seat): Promise<void> {
    const { clock, surroundings, onEnd, queue } = this.#options;
    let hasNews = false;
    // Written into the property, V8 would make it old at once, and all that it reaches would stay with it.
    const onEarlyNews = () => {
      hasNews = true;
    };
    claim.onNews = onEarlyNews;
    const found = await this.#load(claim);
    if (found === undefined) return queue().handBack(claim, "gone");
    const { flow, loaded } = found;
    const context = this.#contextOf(claim, loaded, seat);
    const onNews = () => context.waits.news();
    claim.onNews = onNews;
    if (hasNews) context.waits.news();
    if (flow === undefined) return this.#stayBehind(claim, context);
    const { id: runId, flow: name } = loaded.run;
    const isBegun = loaded.steps.some(({ copiedFrom }) => copiedFrom === undefined);
    const run = loaded.run;
    this.#options.changes.tell({ of: "run", what: "started", runId, flow: name, run, isBegun });
    let outcome: Outcome;
    try {
      outcome = await interpret(flow, context, surroundings);
    } catch (error) {
      if (error instanceof Suspended) return;
      if (error instanceof Parked)
        return queue().rest(claim, error.wakeAt, context.waits.knownArrivals);
      throw error;
    }
    const isLost = claim.isLost?.() ?? false;
    await queue().end(claim, { finishedAt: clock.now(), ...outcome }, context.called);
    // Who has it now says how it ended.
    if (!isLost) onEnd(loaded.run, outcome);
  }

  #contextOf(claim: Claim, loaded: LoadedRun, seat: Seat): DurableContext {
    const { store, changes, clock } = this.#options;
    return new DurableContext({
      loaded,
      store: claimedStore(store, claim),
      changes,
      clock,
      pausing: this.#pausing.signal,
      isCancelled: () => loaded.cancelled || claim.isCancelled(),
      supersededBy: () => loaded.supersededBy ?? claim.supersededBy(),
      seat,
    });
  }

  /** What a run needs to go on; without a flow when its version can't be compiled any more. */
  async #load({
    runId: id,
    isFresh = true,
  }: Claim): Promise<{ loaded: LoadedRun; flow: HeldRun["flow"] | undefined } | undefined> {
    const { held, store, flowOf } = this.#options;
    const known = held.take(id);
    // Somebody else may have done something of it since it was accepted here.
    if (known !== undefined && isFresh) return known;
    const [loaded] = await store.load([id]);
    return loaded && { loaded, flow: await flowOf(loaded.run.version) };
  }

  /** Without its flow a run can only be ended. */
  async #stayBehind(claim: Claim, context: DurableContext): Promise<void> {
    const { clock, queue, onEnd } = this.#options;
    if (!context.isCancelled) return queue().handBack(claim, "until reload");
    const outcome: Outcome = cancelled(context.supersededBy);
    await queue().end(claim, { finishedAt: clock.now(), ...outcome }, context.called);
    onEnd(context.run, outcome);
  }

  /** What is not written stays as it was in the journal: the run goes on from there. */
  #interrupted(claim: Claim, err: unknown): void {
    if (this.#pausing.signal.aborted) return;
    const { surroundings, clock, queue } = this.#options;
    const run_id = claim.runId;
    // A bug would come again; a journal that can't be written may be mended.
    if (!(err instanceof AhaflowError) || err.code === "journal_damaged") {
      surroundings.logger.error({ run_id, err }, "run interrupted");
      queue().handBack(claim, "until reload");
      return;
    }
    const { code, message: error } = err;
    surroundings.logger.warn({ run_id, code, error }, "run interrupted, it goes on later");
    queue().handBack(claim, { at: clock.now() + AGAIN_MS });
  }
}
