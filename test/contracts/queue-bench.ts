import { setImmediate as nextTurn } from "node:timers/promises";
import { Places } from "#src/engine/dispatch/places.js";
import type { Accepted, Claim, WhenFull, WorkQueue } from "#src/engine/dispatch/work-queue.js";
import type { RunStore } from "#src/journal/ports.js";
import type {
  NewRun,
  RunError,
  RunResult,
  RunStatus,
  WebhookPayload,
} from "#src/journal/records.js";
import { BufferedStore } from "../support/buffered-store.ts";
import { ManualClock } from "../support/manual-clock.ts";
import type { OpenQueue } from "./queue-model.ts";
import { newRun, step } from "./stored-run.ts";

/** A moment at which the clock of these tests stands, in milliseconds since 1970. */
const START = 1_000_000;

const DONE: RunResult = { status: "succeeded", finishedAt: START };

export interface BenchOptions {
  readonly limit?: number;
  readonly places?: number;
  readonly backlog?: number;
}

/** A queue over a journal whose writes the test lets through, with the test as its worker. */
export class QueueBench {
  readonly clock = new ManualClock(START);
  queue!: WorkQueue;
  /** What reaches the journal, and what is on its way. */
  buffer!: BufferedStore;
  /** How many runs of a key may be inside, as the flow says now. */
  limit: number;
  /** What is held, by run. */
  readonly claims = new Map<string, Claim>();
  /** What was handed out, in order; a run that rested is there again. */
  readonly handedOut: string[] = [];
  readonly #open: OpenQueue;
  readonly #inner: RunStore;
  readonly #options: BenchOptions;
  #places!: Places;

  constructor(open: OpenQueue, inner: RunStore, options: BenchOptions = {}) {
    this.#open = open;
    this.#inner = inner;
    this.#options = options;
    this.limit = options.limit ?? 1;
    this.#start();
  }

  /** Sends a run, of the key `k` unless told otherwise; it is not on record yet. */
  send(
    id: string,
    { whenFull = "queue", ...more }: Partial<NewRun> & { readonly whenFull?: WhenFull } = {},
  ): Promise<Accepted> {
    const run = newRun({
      id,
      flow: "f",
      concurrencyKey: "k",
      createdAt: this.clock.now(),
      ...more,
    });
    const isBounded = run.source === "webhook";
    return this.queue.accept(run, { whenFull, isBounded, onKept: () => undefined });
  }

  /** Sends runs one after the other, and waits until all is decided. */
  async accept(...ids: readonly string[]): Promise<void> {
    for (const id of ids) void this.send(id);
    await this.settle();
  }

  /** Lets every write through until nothing is on its way. */
  async settle(): Promise<void> {
    for (let quiet = 0; quiet < 2; quiet = this.buffer.pending > 0 ? 0 : quiet + 1) {
      await this.buffer.flush();
      await nextTurn();
      await this.queue.recount();
    }
  }

  claim(id: string): Claim {
    const claim = this.claims.get(id);
    if (claim === undefined) throw new Error(`nobody holds ${id}`);
    return claim;
  }

  /** The test ends a run that it holds. */
  async end(id: string, called: readonly string[] = []): Promise<void> {
    void this.queue.end(this.#letGo(id), DONE, called);
    await this.settle();
    this.#places.leave();
    await this.settle();
  }

  /** The test lays a run to rest that it holds; the write is on its way. */
  rest(id: string, until?: number, knownArrivals = 0): Promise<void> {
    const rested = this.queue.rest(this.#letGo(id), until, knownArrivals);
    this.#places.leave();
    return rested;
  }

  handBack(id: string, why: Parameters<WorkQueue["handBack"]>[1]): void {
    this.queue.handBack(this.#letGo(id), why);
    this.#places.leave();
  }

  /** A step of a run waits for a callback, with the run's id as its key. */
  async awaitCallback(id: string): Promise<void> {
    const route = { path: "/cb/:key", methods: ["POST"] };
    void this.buffer.store.awaitCallback({ route, key: id, runId: id, step: "cb" });
    await this.settle();
  }

  /** A callback comes for a run. */
  async deliver(id: string): Promise<void> {
    const payload = newRun().payload as WebhookPayload;
    const delivered = this.buffer.store.deliver("/cb/:key", id, payload);
    await this.settle();
    if (isNew(await delivered)) this.queue.arrived(id);
  }

  /** A step of a run is on record: it has begun. */
  async begin(id: string): Promise<void> {
    void this.buffer.store.checkpoint(id, step("a"));
    await this.settle();
  }

  /** The process dies with what is on its way; another one takes up the journal. */
  async crash(): Promise<void> {
    this.queue.stop();
    this.buffer.crash();
    this.claims.clear();
    this.handedOut.length = 0;
    this.#start();
    const recovered = this.queue.recover();
    await this.settle();
    await recovered;
    await this.settle();
  }

  async statusOf(id: string): Promise<RunStatus | undefined> {
    return (await this.#inner.get(id))?.run.status;
  }

  async errorOf(id: string): Promise<RunError | undefined> {
    return (await this.#inner.get(id))?.run.error;
  }

  #start(): void {
    this.buffer = new BufferedStore(this.#inner);
    this.#places = new Places(this.#options.places ?? 100);
    const queue: WorkQueue = this.#open({
      store: this.buffer.store,
      clock: this.clock,
      places: this.#places,
      work: (claim) => {
        if (queue === this.queue) this.#take(claim);
      },
      rulesOf: (flow) => ({ names: [flow], limit: this.limit }),
      backlog: this.#options.backlog ?? Number.POSITIVE_INFINITY,
      onEndedEarly: () => undefined,
    });
    this.queue = queue;
  }

  #take(claim: Claim): void {
    this.claims.set(claim.runId, claim);
    this.handedOut.push(claim.runId);
  }

  #letGo(id: string): Claim {
    const claim = this.claim(id);
    this.claims.delete(id);
    return claim;
  }
}

function isNew(delivered: Awaited<ReturnType<RunStore["deliver"]>>): boolean {
  return typeof delivered === "object" && !delivered.duplicate;
}
