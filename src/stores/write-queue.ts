/**
 * Group commit: what is written within one turn of the event loop, or while an earlier commit is on
 * its way to the disk, shares one commit. While the disk can't be written, {@link HeldWrites} has it.
 */
import type { StoreTrouble } from "../journal/ports.ts";
import type { AnyChanges, StepWrite, Write } from "./asks.ts";
import { HeldWrites, type HeldWritesOptions } from "./held-writes.ts";
import { commitAll, MAX_BATCH, PendingWrite } from "./pending-write.ts";
import { isLasting } from "./trouble.ts";

/** A commit of so many writes shows that more will come soon; what a few runs write together is no such commit. */
const MANY = 32;

/** Commits that come one after another under load begin so far apart at least, in milliseconds. */
const PACE_MS = 6;

export interface WriteQueueOptions extends HeldWritesOptions {
  /** Told of each commit: how long it took, in seconds, and how many writes shared it. */
  readonly onCommit: (seconds: number, writes: number, ok: boolean) => void;
}

export class WriteQueue {
  readonly #options: WriteQueueOptions;
  readonly #held: HeldWrites;
  #queue: PendingWrite[] = [];
  /** Those of the queue that keep records of steps, by run and step. */
  #unsent = new Map<string, PendingWrite>();
  #committing = false;
  #scheduled = false;
  /** When the next commit may begin, as `performance.now()` has it. */
  #notBefore = 0;

  constructor(options: WriteQueueOptions) {
    this.#options = options;
    this.#held = new HeldWrites(options);
  }

  /** Why nothing can be written; undefined while all is well. */
  get trouble(): StoreTrouble | undefined {
    return this.#held.trouble;
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
      if (this.trouble === undefined) this.#unsent.set(step, pending);
      return pending.done;
    }
    unsent.write = write;
    return unsent.done;
  }

  #ask(write: Write): PendingWrite {
    const pending = new PendingWrite(write);
    const { trouble } = this;
    if (trouble !== undefined) this.#held.add(pending, trouble);
    else {
      this.#queue.push(pending);
      this.#schedule();
    }
    return pending;
  }

  /** Resolves when no write waits for the disk. @throws AhaflowError when they are given up */
  settled(): Promise<void> {
    return this.#held.settled();
  }

  /** What was asked for is not written any more: somebody else has these runs now. */
  abandon(error: Error): void {
    this.#unsent = new Map();
    for (const { reject } of this.#queue.splice(0)) reject(error);
    this.#held.abandon(error);
  }

  /** Nobody waits for the disk any more: the daemon stops. */
  giveUp(): void {
    this.#held.giveUp();
  }

  /** Makes what was asked for; what waits for the disk gets a last try. */
  async close(): Promise<void> {
    while (this.#queue.length > 0 || this.#committing)
      await new Promise((resolve) => setImmediate(resolve));
    await this.#held.close();
  }

  /** Trouble that shows although nothing is written: a commit that is out will tell of it itself. */
  enter(trouble: StoreTrouble): void {
    if (this.trouble === undefined && !this.#committing) this.#enter(trouble);
  }

  /** Lasting trouble that shows elsewhere: in a read, or because the thread has ended. */
  fail(trouble: StoreTrouble): void {
    if (!isLasting(trouble)) return;
    if (this.trouble === undefined || !isLasting(this.trouble)) this.#enter(trouble);
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
      if (early <= 0) commit();
      else setTimeout(commit, early);
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
      await commitAll(this.#options.commit, batch);
      ok = true;
    } catch (error) {
      const trouble = this.#options.troubleOf(error);
      if (trouble === undefined) for (const { reject } of batch) reject(error as Error);
      else this.#enter(trouble, batch);
    } finally {
      this.#options.onCommit((performance.now() - began) / 1_000, batch.length, ok);
      this.#committing = false;
      this.#schedule();
    }
  }

  /** @param batch what could not be written, and comes before all that waits */
  #enter(trouble: StoreTrouble, batch: readonly PendingWrite[] = []): void {
    this.#unsent = new Map();
    this.#held.begin(trouble, [...batch, ...this.#queue.splice(0)]);
  }
}
