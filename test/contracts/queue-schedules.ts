/**
 * Random interleavings of all that decides about runs, held against a small model: what a queue
 * hands out, when, and what has to have ended once nothing is on its way any more.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { Places } from "#src/engine/dispatch/places.js";
import type { Claim, WhenFull, WorkQueue } from "#src/engine/dispatch/work-queue.js";
import type { Created, RunStore } from "#src/journal/ports.js";
import type { NewRun, WebhookPayload } from "#src/journal/records.js";
import { BufferedStore } from "../support/buffered-store.ts";
import { ManualClock } from "../support/manual-clock.ts";
import {
  afterCrash,
  type Known,
  knownRun,
  type OpenQueue,
  often,
  type Schedule,
  wrongAtRest,
  wrongBegin,
  wrongDrop,
  wrongRestarts,
} from "./queue-model.ts";
import { newRun } from "./stored-run.ts";

const START = 1_000_000;
const MANY = 1_000;
const ROUTE = { path: "/cb/:key", methods: ["POST"] };
const CALLBACKS = [0, 1, 2];
const payload = newRun().payload as WebhookPayload;
const DONE = { status: "succeeded", finishedAt: 0 } as const;

/** Does a random schedule. @returns what must not be */
export async function runSchedule(schedule: Schedule): Promise<readonly string[]> {
  const one = new QueueModel(schedule);
  await one.play(schedule.length);
  await one.drain();
  return one.wrong;
}

class QueueModel {
  readonly wrong: string[] = [];
  readonly #random: () => number;
  readonly #open: OpenQueue;
  readonly #inner: RunStore;
  readonly #clock = new ManualClock(START);
  readonly #places: number;
  readonly #backlog: number;
  readonly #rule: WhenFull;
  #limit = 1;
  /** The highest since all was quiet: a journal may have decided by it, and answer later. */
  #highest = 1;
  #limitChanged = false;
  #generation = 0;
  /** Runs whose record was asked for. */
  readonly #asked = new Set<string>();
  #flushes = 0;
  #buffer: BufferedStore;
  #queue: WorkQueue;
  #seats: Places;
  #runs: Known[] = [];
  #names = 0;

  constructor({ random, inner, open }: Schedule) {
    this.#random = random;
    this.#inner = inner;
    this.#open = open;
    this.#places = this.#pick([MANY, MANY, 2]);
    this.#backlog = this.#pick([MANY, MANY, 4]);
    this.#rule = this.#pick(["queue", "queue", "drop", "restart"] as const);
    this.#limit = this.#highest = this.#pick([1, 1, 2]);
    [this.#buffer, this.#queue, this.#seats] = this.#start();
  }

  async play(length: number): Promise<void> {
    const actions: readonly (() => void | Promise<void>)[] = [
      ...often(() => this.#submit()),
      ...often(() => this.#work()),
      () => this.#flush(),
      () => this.#flush(),
      () => this.#deliver(),
      () => this.#cancel(),
      () => this.#clock.advance(this.#pick([1, 10, 100])),
      () => this.#changeLimit(),
      ...often(() => this.#settle()),
      () => {
        this.#buffer.isFull = this.#random() < 0.3;
      },
      () => (this.#random() < 0.3 ? this.#crash() : undefined),
    ];
    for (let at = 0; at < length && this.wrong.length === 0; at++) {
      await this.#pick(actions)();
      // Some things happen within one turn of the event loop.
      if (this.#random() < 0.6) await nextTurn();
    }
  }

  /** Takes everything to its end: whatever is left then was forgotten. */
  async drain(): Promise<void> {
    this.#buffer.isFull = false;
    for (let round = 0; round < 200 && this.wrong.length === 0; round++) {
      await this.#settle();
      const left = this.#runs.filter(({ state }) => state !== "ended");
      if (left.length === 0) break;
      for (const run of left)
        if (run.claim !== undefined) this.#end(run);
        else for (const callback of CALLBACKS) this.#deliverTo(run, callback);
      this.#clock.advance(1_000);
    }
    await this.#settle();
    for (const { id, state } of this.#runs)
      if (state !== "ended") this.wrong.push(`${id} never ends`);
    const { queued, held, resting, backlog } = this.#queue.counts;
    if (queued + held + resting + backlog > 0)
      this.wrong.push(`counts at the end: ${JSON.stringify(this.#queue.counts)}`);
    this.#queue.stop();
  }

  #start(): [BufferedStore, WorkQueue, Places] {
    const generation = ++this.#generation;
    const buffer = new BufferedStore(this.#inner);
    buffer.onWrite = (name, args) => {
      if (name === "finish" || name === "leave") this.#finishing(args);
      if (name === "create" || name === "enter") this.#asked.add((args[0] as NewRun).id);
    };
    buffer.onWritten = (name, args, answer) => {
      if (name === "finish" || name === "leave") this.#finished(args[0]);
      if ((name === "create" || name === "enter") && (answer as Created).duplicate)
        this.#finished((args[0] as NewRun).id);
    };
    const places = new Places(this.#places);
    const queue = this.#open({
      store: buffer.store,
      clock: this.#clock,
      places,
      work: (claim) => {
        if (generation === this.#generation) this.#take(claim);
      },
      rulesOf: (flow) => ({ names: [flow], limit: this.#limit }),
      backlog: this.#backlog,
      onEndedEarly: ({ id }) => {
        if (generation === this.#generation) this.#finished(id);
      },
    });
    return [buffer, queue, places];
  }

  #submit(): void {
    const generation = this.#generation;
    const key = this.#pick(["a", "a", "b", undefined]);
    // A repeat has to give way to whoever comes after it.
    const dedupe =
      this.#random() < 0.2 ? { key: this.#pick(["x", "y"]), expiresAt: START * 2 } : undefined;
    const id = `run-${++this.#names}`;
    const createdAt = this.#clock.now();
    const run = newRun({ id, flow: "f", concurrencyKey: key, dedupe, createdAt });
    const known = knownRun(id, key, this.#rule);
    this.#runs.push(known);
    const onKept = () => {
      if (generation === this.#generation) known.state = "open";
    };
    const how = { whenFull: this.#rule, isBounded: this.#random() < 0.5, onKept };
    const accept = async () => {
      const accepted = await this.#queue.accept(run, how).catch(() => undefined);
      if (generation !== this.#generation) return;
      if (accepted === undefined || accepted.duplicate) known.state = "ended";
      const goesOn = accepted?.dropped === true && known.state !== "ended";
      if (goesOn) this.wrong.push(`${id} was dropped and goes on`);
    };
    void accept();
    // It was refused before it was asked for.
    if (!this.#asked.has(id)) known.state = "ended";
  }

  /** The queue gives a run to a worker. */
  #take(claim: Claim): void {
    const run = this.#runs.find(({ id }) => id === claim.runId);
    if (run === undefined || run.state !== "open")
      return void this.wrong.push(`${claim.runId} is handed out and ${run?.state ?? "unknown"}`);
    if (run.claim !== undefined) this.wrong.push(`${run.id} has two holders`);
    if (!run.begun && run.key !== undefined) this.#begins(run);
    run.begun = true;
    run.claim = claim;
    run.leaving = false;
    if (this.#seats.free < 0) this.wrong.push("more is worked on than there are places");
  }

  #begins(run: Known): void {
    // With few places its turn may have come while the limit was another one.
    const isExact = this.#places === MANY || !this.#limitChanged;
    this.wrong.push(...wrongBegin(run, this.#runs, isExact ? this.#highest : MANY));
  }

  /** A worker does something with a run that it has. */
  async #work(): Promise<void> {
    const run = this.#pick(
      this.#runs.filter(({ claim, leaving }) => claim !== undefined && !leaving),
    );
    if (run?.claim === undefined) return;
    const [loaded] = await this.#inner.load([run.id]);
    if (run.claim === undefined || run.leaving) return;
    const known = loaded?.arrivals.size ?? 0;
    if (loaded?.cancelled === true || run.claim.isCancelled()) return this.#end(run);
    const choice = this.#random();
    if (choice < 0.4) return this.#end(run);
    if (choice < 0.5) return this.#handBack(run);
    if (choice < 0.6) for (const callback of CALLBACKS) void this.#awaitCallback(run, callback);
    // What comes for it is on record: without a time, something has to come.
    const hasTime = known === CALLBACKS.length || this.#random() < 0.5;
    if (!hasTime) for (const callback of CALLBACKS) void this.#awaitCallback(run, callback);
    const until = hasTime ? this.#clock.now() + this.#pick([0, 5, 50]) : undefined;
    this.#rest(run, until, known);
  }

  #awaitCallback(run: Known, callback: number): Promise<unknown> {
    const step = `cb${callback}`;
    const key = `${run.id}-${callback}`;
    return this.#buffer.store.awaitCallback({ route: ROUTE, key, runId: run.id, step });
  }

  #rest(run: Known, until: number | undefined, known: number): void {
    const { claim } = run;
    if (claim === undefined) return;
    run.leaving = true;
    run.claim = undefined;
    void this.#queue.rest(claim, until, known);
    // Late and twice: it changes nothing.
    void this.#queue.rest(claim, undefined, known);
    this.#seats.leave();
  }

  #handBack(run: Known): void {
    const { claim } = run;
    if (claim === undefined) return;
    run.claim = undefined;
    run.backAt = this.#clock.now() + 5;
    this.#queue.handBack(claim, { at: run.backAt });
    this.#seats.leave();
  }

  #end(run: Known): void {
    const { claim } = run;
    if (claim === undefined || run.leaving) return;
    run.leaving = true;
    const generation = this.#generation;
    const seats = this.#seats;
    // The model lets go of it before the queue can give its place to the next one.
    const end = async () => {
      await this.#queue.end(claim, DONE, []);
      if (generation === this.#generation) seats.leave();
    };
    void end();
  }

  /** An end is asked for: whoever is dropped had no place. */
  #finishing(args: readonly unknown[]): void {
    const [id, { error }] = args as [string, { error?: { code: string } }];
    const run = this.#runs.find((one) => one.id === id);
    if (run === undefined) return;
    run.leaving = true;
    if (error?.code === "dropped")
      this.wrong.push(...wrongDrop(run, this.#runs, this.#limit, this.#flushes));
  }

  async #flush(): Promise<void> {
    this.#flushes++;
    await this.#buffer.flush(1 + Math.floor(this.#random() * 4));
  }

  /** An end is on record, or that there is no run. */
  #finished(id: unknown): void {
    const run = this.#runs.find((one) => one.id === id);
    if (run === undefined) return;
    run.state = "ended";
    run.endedIn = this.#flushes;
    run.claim = undefined;
  }

  #deliver(): void {
    const run = this.#pick(this.#runs.filter(({ state }) => state === "open"));
    if (run !== undefined) this.#deliverTo(run, this.#pick(CALLBACKS));
  }

  #deliverTo(run: Known, callback: number): void {
    const generation = this.#generation;
    const { store } = this.#buffer;
    const deliver = async () => {
      const key = `${run.id}-${callback}`;
      const delivered = await store.deliver(ROUTE.path, key, payload).catch(() => undefined);
      if (generation === this.#generation && typeof delivered === "object" && !delivered.duplicate)
        this.#queue.arrived(delivered.id);
    };
    void deliver();
    if (this.#random() < 0.1) this.#queue.arrived(run.id);
  }

  #cancel(): void {
    const run = this.#pick(this.#runs.filter(({ state }) => state === "open"));
    if (run === undefined || this.#random() < 0.5) return;
    this.#queue.cancel(run.id).catch(() => undefined);
  }

  #changeLimit(): void {
    if (this.#random() < 0.5) return;
    this.#limit = this.#pick([1, 2, 3]);
    this.#highest = Math.max(this.#highest, this.#limit);
    this.#limitChanged = true;
    this.#queue.rulesChanged();
  }

  async #crash(): Promise<void> {
    this.#queue.stop();
    this.#buffer.crash();
    this.#runs = afterCrash(this.#runs, await this.#inner.pending());
    [this.#buffer, this.#queue, this.#seats] = this.#start();
    const recovery = { isOver: false };
    void this.#queue.recover().then(() => (recovery.isOver = true));
    while (!recovery.isOver) {
      await this.#buffer.flush();
      await nextTurn();
    }
  }

  /** Waits until nothing is on its way, and compares. */
  async #settle(): Promise<void> {
    for (let quiet = 0; quiet < 2; ) {
      await nextTurn();
      await this.#queue.recount();
      quiet = this.#buffer.pending > 0 ? 0 : quiet + 1;
      this.#flushes++;
      await this.#buffer.flush();
    }
    const moment = { now: this.#clock.now(), limit: this.#limit, free: this.#seats.free };
    this.#highest = this.#limit;
    const pending = await this.#inner.pending();
    this.wrong.push(...wrongAtRest(pending, this.#runs, moment));
    const isPlain = this.#places === MANY && !this.#limitChanged && this.#generation === 1;
    if (this.#rule === "restart" && isPlain)
      for (const key of ["a", "b"]) this.wrong.push(...wrongRestarts(key, this.#runs, this.#limit));
  }

  #pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.#random() * list.length)] as T;
  }
}
