import { flowNamed } from "../flows/catalog.ts";
import type { CompiledFlow } from "../flows/compiled-flow.ts";
import { NOBODY, type RunEnd, type Teller } from "../journal/changes.ts";
import type { RunStore } from "../journal/ports.ts";
import type { LoadedRun, WebhookPayload } from "../journal/records.ts";
import type { RunCounts } from "../telemetry/metrics/metrics.ts";
import { Answers } from "./accept/answers.ts";
import { CallbackRoutes, type FoundCallback } from "./accept/callback-routes.ts";
import { requestIdOf } from "./accept/request-id-of.ts";
import { newRunId } from "./accept/run-id.ts";
import { type Answer, freshRun, newRun, type TriggerEvent } from "./accept/submit.ts";
import { HeldRuns } from "./dispatch/held-runs.ts";
import { LocalQueue } from "./dispatch/local-queue.ts";
import { Places } from "./dispatch/places.ts";
import { LocalSignals, type News, type Signals } from "./dispatch/signals.ts";
import { Versions } from "./dispatch/versions.ts";
import type { Accepted, EndedEarly, KeyRules, Work, WorkQueue } from "./dispatch/work-queue.ts";
import { Worker } from "./dispatch/worker.ts";
import type { EngineOptions } from "./engine-options.ts";
import { stepSurroundings } from "./step-surroundings.ts";
import { type Wait, waitsOf } from "./waits.ts";
import { HoldUps } from "./walk/hold-ups.ts";
import type { Outcome } from "./walk/interpret.ts";

/** What came of an event: a run, or the one that it repeats. */
export type Submitted = Accepted;

/** Runs flows: takes trigger events, goes on with what an earlier process left. */
export class Engine {
  readonly #options: EngineOptions;
  readonly #queue: WorkQueue;
  readonly #worker: Worker;
  readonly #places: Places;
  readonly #held = new HeldRuns();
  readonly #holdUps = new HoldUps();
  readonly #signals: Signals;
  readonly #versions: Versions;
  readonly #changes: Teller;
  readonly #answers: Answers;
  readonly #callbacks = new CallbackRoutes();

  constructor(options: EngineOptions) {
    const { store, clock, concurrency, logger } = options;
    this.#options = options;
    this.#signals = options.signals ?? new LocalSignals();
    this.#changes = options.changes ?? NOBODY;
    this.#answers = new Answers(store);
    this.#versions = new Versions({
      compile: options.compile,
      definition: (version) => store.definition(version),
      onBroken: ({ file }, problems) =>
        logger.error(
          { file, problems },
          "runs of an earlier version of this flow can't go on; they stay in the journal until ahaflow.yaml has again what they need",
        ),
    });
    this.#places = new Places(concurrency);
    this.#worker = new Worker({
      store,
      changes: this.#changes,
      clock,
      queue: () => this.#queue,
      places: this.#places,
      held: this.#held,
      surroundings: stepSurroundings({
        options,
        holdUps: this.#holdUps,
        signals: this.#signals,
        answers: this.#answers,
        callbacks: this.#callbacks,
        submit: (event) => this.submit(event),
        cancel: (runId) => this.cancel(runId),
      }),
      flowOf: (version) => this.#versions.get(version),
      onEnd: (run, outcome) => this.#ended(run, outcome),
    });
    const { openQueue = (parts) => new LocalQueue({ ...parts, store }) } = options;
    this.#queue = openQueue({
      changes: this.#changes,
      clock,
      places: this.#places,
      work: (claim) => void this.#worker.take(claim),
      rulesOf: (flow) => this.#rulesOf(flow),
      backlog: options.backlog ?? Number.POSITIVE_INFINITY,
      onEndedEarly: (run) => this.#endedEarly(run),
      signals: this.#signals,
    });
    this.#signals.hear((news) => this.#hear(news));
  }

  /**
   * Accepts an event: resolves when the run is kept. What comes from outside is refused while the
   * backlog is full; a schedule's slot and a called flow belong to what was accepted before.
   * @throws AhaflowError `concurrency_key` when the flow's concurrency key can't be made of the payload
   * @throws BacklogFull
   */
  async submit(event: TriggerEvent): Promise<Submitted> {
    const { flow, onAnswer } = event;
    const { installed, newId = newRunId } = this.#options;
    const run = newRun(newId(), event, installed().values);
    return this.#queue.accept(run, {
      whenFull: flow.concurrency?.whenFull ?? "queue",
      isBounded: event.source !== "schedule" && event.source !== "call",
      onKept: () => {
        const { id: runId, source } = run;
        this.#changes.tell({ of: "run", what: "accepted", runId, flow: run.flow, source });
        if (onAnswer !== undefined) this.#answers.expect(run.id, onAnswer);
        this.#versions.learn(flow);
        this.#held.put({ flow, loaded: freshRun(run), size: event.size ?? 0 });
      },
    });
  }

  /**
   * Goes on with every run that has not ended, each on the version of its flow that it began with.
   * A version that can't be compiled any more keeps its runs until the files are mended.
   * @returns how many runs go on or rest
   */
  async recover(): Promise<number> {
    await this.#learnRoutes();
    return this.#queue.recover();
  }

  /** The files were replaced: what could not go on with those of before, or had no place, may now. */
  reloaded(): void {
    this.#versions.forgetBroken();
    this.#queue.rulesChanged();
  }

  /**
   * How many runs have not ended, by state; nothing is read for it. Those that are `held` are worked on, or wait in
   * memory for a moment.
   */
  get counts(): RunCounts & { readonly held: number } {
    const { queued, held, resting, backlog } = this.#queue.counts;
    const { waiting } = this.#places;
    return { queued, running: held - waiting, waiting: resting + waiting, backlog, held };
  }

  /** The same of a flow under all its names; one that waits in memory counts as running. */
  countsOf(flows: readonly string[]): Omit<RunCounts, "backlog"> {
    const { queued, held, resting } = this.#queue.countsOf(flows);
    return { queued, running: held, waiting: resting };
  }

  /** What a run waits for now; nothing when something is done for it, or it has ended. */
  waitsOf(run: Parameters<typeof waitsOf>[0]): Promise<Wait[]> {
    const { store, installed, clock } = this.#options;
    return waitsOf(run, {
      queue: this.#queue,
      store,
      holdUps: this.#holdUps,
      flowOf: (version) => this.#versions.get(version),
      connections: installed().connections,
      now: clock.now(),
    });
  }

  /** How much there is to do, in all and of a flow. */
  workOf(flow: string): Work {
    return this.#queue.workOf(flow);
  }

  /** The way on which a path is a callback; undefined when it is none. */
  findCallback(path: string): FoundCallback | undefined {
    return this.#callbacks.find(path, this.#options.installed().flows.values());
  }

  /**
   * Gives a callback to the run that waits for it, or keeps it for the run that will, as
   * {@link RunStore.deliver} says.
   */
  async deliver(
    { route, key, expected }: FoundCallback,
    payload: WebhookPayload,
  ): ReturnType<RunStore["deliver"]> {
    const { store } = this.#options;
    const delivered = await store.deliver(route.path, key, payload, expected);
    if (typeof delivered === "object" && !delivered.duplicate)
      this.#signals.tell({ kind: "arrived", runId: delivered.id });
    return delivered;
  }

  /** Asks for the end of a run: now, or at its next step. @returns whether it had not ended */
  cancel(runId: string): Promise<boolean> {
    return this.#queue.cancel(runId);
  }

  /** Messages that were kept to be fetched; undefined when there are none of this id, or not any more. */
  messages(id: string): Promise<unknown> {
    return this.#options.store.messages(id, this.#options.clock.now());
  }

  /** They were fetched. */
  forgetMessages(id: string): Promise<void> {
    return this.#options.store.forgetMessages(id);
  }

  /**
   * Tells a repeat what the run was answered that it repeats, now or when that is known.
   * @returns the flow as the run began with it; undefined when that is not known any more
   */
  async answerAgain(
    runId: string,
    onAnswer: (answer: Answer) => void,
  ): Promise<CompiledFlow | undefined> {
    const version = await this.#answers.again(runId, onAnswer);
    return version === undefined ? undefined : this.#versions.get(version);
  }

  /** A webhook of a run waits no more for its answer. */
  forgetAnswer(runId: string, onAnswer: (answer: Answer) => void): void {
    this.#answers.forget(runId, onAnswer);
  }

  /** Resolves when every run has ended, or rests until something arrives. */
  idle(): Promise<void> {
    return this.#queue.idle();
  }

  /** Begins nothing new and lets calls that are out end within the grace time, in milliseconds. */
  stop(graceMs: number): Promise<void> {
    // What was on its way to an answer is suspended before its next step.
    this.#answers.stop();
    this.#queue.stop();
    return this.#worker.stop(graceMs);
  }

  /** What happened here, or on another node. */
  #hear(news: News): void {
    if (news.kind === "arrived") this.#queue.arrived(news.runId);
    else if (news.kind === "answered") this.#later(this.#answers.look(news.runId));
    else if (news.kind === "routes") this.#later(this.#learnRoutes());
    else if (news.kind === "gap") {
      this.#later(this.#answers.look());
      this.#later(this.#learnRoutes());
    }
  }

  /** What can't be read now is read when somebody looks again. */
  #later(reading: Promise<void>): void {
    reading.catch(() => undefined);
  }

  /** Runs wait on these, whatever node they wait on. */
  async #learnRoutes(): Promise<void> {
    for (const route of await this.#options.store.callbackRoutes()) this.#callbacks.add(route);
  }

  /** What a flow says now about runs with one key. */
  #rulesOf(name: string): KeyRules | undefined {
    const flow = flowNamed(this.#options.installed().flows, name);
    if (flow === undefined) return undefined;
    return { names: [flow.name, ...flow.was], limit: flow.concurrency?.limit };
  }

  #endedEarly({ id, flow, createdAt, status }: EndedEarly): void {
    this.#held.take(id);
    this.#tellEnd({ id, flow, createdAt }, { status, failedSteps: 0, error: undefined });
  }

  #ended(run: LoadedRun["run"], { status, error, failed }: Outcome): void {
    this.#tellEnd(run, {
      status,
      failedSteps: failed?.count ?? 0,
      error: status === "failed" ? error : failed?.first,
    });
  }

  #tellEnd(
    { id: runId, flow, createdAt, payload }: EndedRun,
    how: Pick<RunEnd, "status" | "failedSteps" | "error">,
  ): void {
    this.#answers.give(runId, { ended: how.status });
    // Where no webhook waits for an answer, on whatever node, nobody need hear of it.
    if (flowNamed(this.#options.installed().flows, flow)?.answers !== undefined)
      this.#signals.tell({ kind: "answered", runId });
    this.#changes.tell({
      of: "run",
      what: "ended",
      runId,
      flow,
      durationMs: this.#options.clock.now() - createdAt,
      requestId: payload && requestIdOf(payload),
      ...how,
    });
  }
}

/** A run that has ended; of one that has not begun, its payload is not at hand. */
type EndedRun = Pick<LoadedRun["run"], "id" | "flow" | "createdAt"> &
  Partial<Pick<LoadedRun["run"], "payload">>;
