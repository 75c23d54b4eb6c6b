/**
 * Group commit: what is written within one turn of the event loop, or while an earlier commit is on
 * its way to the disk, shares one commit.
 *
 * While the disk can't be written, whatever a sender can send again is refused at once. What a
 * run has done can't be done again: those writes are held, in order, until they can be made.
 */

import { AhaflowError } from "../errors.ts";
import type { StoreTrouble } from "../journal/ports.ts";
import type { AnyChanges, StepWrite, Write } from "./asks.ts";
import { isLasting } from "./trouble.ts";

/** Writes in one commit at most: bounds how long one takes. */
const MAX_BATCH = 1_000;

/** A commit of so many writes shows that more will come soon. */
const MANY = 8;

/** Commits that come one after another under load begin so far apart at least, in milliseconds. */
const PACE_MS = 6;

/** After a wait that brought no more writes, so many commits come without one. */
const UNPACED = 20;

/** How often the disk is tried while it can't be written, in milliseconds. */
const TRY_MS = 1_000;

/** The same when trouble comes back soon after it was over, at most. */
const LONGEST_TRY_MS = 30_000;

/** Trouble that comes back within this time has never been over, in milliseconds. */
const SOON_MS = 10_000;

export interface WriteQueueOptions {
  /** Makes the writes in one commit. */
  readonly commit: (batch: readonly Write[]) => Promise<unknown[]>;
  /** Tries whether the disk takes a commit of some size. */
  readonly probe: () => Promise<unknown>;
  /** What an error of these two says about the disk; undefined: nothing. */
  readonly troubleOf: (error: unknown) => StoreTrouble | undefined;
  /** Told of each commit: how long it took, in seconds, and how many writes shared it. */
  readonly onCommit: (seconds: number, writes: number, ok: boolean) => void;
  /** Told when trouble begins, and with nothing when it is over. */
  readonly onTrouble: (trouble: StoreTrouble | undefined) => void;
}

class PendingWrite {
  write: Write;
  /** Typed as nobody's: the kind of the write decides what it gives. */
  readonly done: Promise<never>;
  resolve!: (answer: unknown) => void;
  reject!: (error: Error) => void;

  constructor(write: Write) {
    this.write = write;
    this.done = new Promise<never>((resolve, reject) => {
      this.resolve = resolve as PendingWrite["resolve"];
      this.reject = reject;
    });
  }
}

export class WriteQueue {
  readonly #options: WriteQueueOptions;
  #queue: PendingWrite[] = [];
  /** Those of the queue that keep records of steps, by run and step. */
  #unsent = new Map<string, PendingWrite>();
  /** Writes of runs that wait for the disk. */
  #held: PendingWrite[] = [];
  #settling: { resolve: () => void; reject: (error: Error) => void }[] = [];
  #committing = false;
  #scheduled = false;
  /** When the next commit may begin, as `performance.now()` has it. */
  #notBefore = 0;
  /** Commits that wait for no others. */
  #unpaced = 0;
  #trouble: StoreTrouble | undefined;
  #gaveUp = false;
  #timer: NodeJS.Timeout | undefined;
  #tryMs = TRY_MS;
  #overSince = Number.NEGATIVE_INFINITY;

  constructor(options: WriteQueueOptions) {
    this.#options = options;
  }

  /** Why nothing can be written; undefined while all is well. */
  get trouble(): StoreTrouble | undefined {
    return this.#trouble;
  }

  write<Kind extends keyof AnyChanges>(
    kind: Kind,
    ask: AnyChanges[Kind]["ask"],
  ): Promise<AnyChanges[Kind]["answer"]> {
    return this.#ask({ kind, ask } as Write).done;
  }

  /** Keeps the newest record of a step: one that has not been sent yet is not sent any more. */
  checkpoint(ask: StepWrite): Promise<void> {
    const write: Write = { kind: "checkpoint", ask };
    const step = `${ask.runId}/${ask.path}`;
    // With more than one commit takes, the newer one could come before what was asked for in between.
    const unsent = this.#queue.length < MAX_BATCH ? this.#unsent.get(step) : undefined;
    if (unsent === undefined) {
      const pending = this.#ask(write);
      if (this.#trouble === undefined) this.#unsent.set(step, pending);
      return pending.done;
    }
    unsent.write = write;
    return unsent.done;
  }

  #ask(write: Write): PendingWrite {
    const pending = new PendingWrite(write);
    if (this.#trouble !== undefined) this.#hold([pending], refused(this.#trouble));
    else {
      this.#queue.push(pending);
      this.#schedule();
    }
    return pending;
  }

  /** Resolves when no write waits for the disk. @throws AhaflowError when they are given up */
  settled(): Promise<void> {
    if (this.#trouble === undefined || this.#held.length === 0) return Promise.resolve();
    if (this.#gaveUp) return Promise.reject(refused(this.#trouble));
    return new Promise((resolve, reject) => this.#settling.push({ resolve, reject }));
  }

  /** What was asked for is not written any more: somebody else has these runs now. */
  abandon(error: Error): void {
    this.#unsent = new Map();
    for (const { reject } of [...this.#queue.splice(0), ...this.#held.splice(0)]) reject(error);
  }

  /** Nobody waits for the disk any more: the daemon stops. */
  giveUp(): void {
    this.#gaveUp = true;
    if (this.#trouble === undefined) return;
    const error = refused(this.#trouble);
    for (const { reject } of this.#held) reject(error);
    for (const { reject } of this.#settling.splice(0)) reject(error);
  }

  /** Makes what was asked for; what waits for the disk gets a last try. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    while (this.#queue.length > 0 || this.#committing)
      await new Promise((resolve) => setImmediate(resolve));
    clearTimeout(this.#timer);
    if (this.#trouble === undefined) return;
    await this.#catchUp().catch(() => undefined);
    this.giveUp();
  }

  /** Trouble that shows although nothing is written: a commit that is out will tell of it itself. */
  enter(trouble: StoreTrouble): void {
    if (this.#trouble === undefined && !this.#committing) this.#enter(trouble);
  }

  /** Lasting trouble that shows elsewhere: in a read, or because the thread has ended. */
  fail(trouble: StoreTrouble): void {
    if (!isLasting(trouble)) return;
    if (this.#trouble === undefined || !isLasting(this.#trouble)) this.#enter(trouble);
    if (trouble.code === "journal_gone") this.giveUp();
  }

  /**
   * Commits at the end of this turn of the event loop, or after the commit that is out; under load a moment
   * later: what a commit costs is then shared by more.
   */
  #schedule(): void {
    if (this.#scheduled || this.#committing || this.#queue.length === 0) return;
    this.#scheduled = true;
    const commit = () => {
      this.#scheduled = false;
      void this.#commit();
    };
    setImmediate(() => {
      const early = this.#notBefore - performance.now();
      if (early <= 0 || this.#unpaced > 0) {
        this.#unpaced = Math.max(0, this.#unpaced - 1);
        commit();
        return;
      }
      const known = this.#queue.length;
      setTimeout(() => {
        // Where all wait for this commit, as runs of few keys do, no more comes.
        if (this.#queue.length === known) this.#unpaced = UNPACED;
        commit();
      }, early);
    });
  }

  async #commit(): Promise<void> {
    const batch = this.#queue.splice(0, MAX_BATCH);
    this.#unsent = new Map();
    if (batch.length === 0) return;
    this.#committing = true;
    const began = performance.now();
    if (batch.length >= MANY) this.#notBefore = began + PACE_MS;
    let ok = false;
    try {
      const answers = await this.#options.commit(batch.map(({ write }) => write));
      ok = true;
      for (const [index, { resolve }] of batch.entries()) resolve(answers[index]);
    } catch (error) {
      const trouble = this.#options.troubleOf(error);
      if (trouble === undefined) for (const { reject } of batch) reject(error as Error);
      else {
        this.#hold([...batch, ...this.#queue.splice(0)], refused(trouble));
        this.#enter(trouble);
      }
    } finally {
      this.#options.onCommit((performance.now() - began) / 1_000, batch.length, ok);
      this.#committing = false;
      this.#schedule();
    }
  }

  #enter(trouble: StoreTrouble): void {
    const isSoon = performance.now() - this.#overSince < SOON_MS;
    this.#tryMs = isSoon ? Math.min(2 * this.#tryMs, LONGEST_TRY_MS) : TRY_MS;
    this.#trouble = trouble;
    this.#unsent = new Map();
    this.#hold(this.#queue.splice(0), refused(trouble));
    this.#options.onTrouble(trouble);
    this.#tryLater();
  }

  #hold(writes: readonly PendingWrite[], error: AhaflowError): void {
    for (const pending of writes) {
      if (isHeld(pending.write)) this.#held.push(pending);
      if (this.#gaveUp || !isHeld(pending.write)) pending.reject(error);
    }
  }

  #tryLater(): void {
    clearTimeout(this.#timer);
    // What is damaged does not mend itself, and more writes may make it worse.
    if (this.#trouble === undefined || isLasting(this.#trouble)) return;
    this.#timer = setTimeout(() => {
      this.#catchUp().catch((error: unknown) => {
        const trouble = this.#options.troubleOf(error);
        if (trouble !== undefined && trouble.code !== this.#trouble?.code) this.#enter(trouble);
        else this.#tryLater();
      });
    }, this.#tryMs).unref();
  }

  /** Writes what is held; when all of it is written the trouble is over. */
  async #catchUp(): Promise<void> {
    if (this.#trouble === undefined || isLasting(this.#trouble)) return;
    await this.#options.probe();
    while (this.#held.length > 0) {
      const batch = this.#held.slice(0, MAX_BATCH);
      const answers = await this.#options.commit(batch.map(({ write }) => write));
      this.#held.splice(0, batch.length);
      for (const [index, { resolve }] of batch.entries()) resolve(answers[index]);
    }
    this.#trouble = undefined;
    this.#overSince = performance.now();
    this.#options.onTrouble(undefined);
    for (const { resolve } of this.#settling.splice(0)) resolve();
  }
}

/** Whether a write says what a run has done, or what it needs to go on. */
export function isHeld({ kind, ask }: Write): boolean {
  return kind === "create" || kind === "enter" ? ask.run.caller !== undefined : HELD.has(kind);
}

const HELD: ReadonlySet<Write["kind"]> = new Set([
  "checkpoint",
  "finish",
  "leave",
  "endUnwanted",
  "giveBack",
  "keyedFlows",
  "applyLimits",
  "park",
  "wake",
  "awaitCallback",
  "endCallback",
  "flow",
  "side",
]);

function refused({ message }: StoreTrouble): AhaflowError {
  return new AhaflowError("journal_write_failed", message);
}
