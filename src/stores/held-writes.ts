/**
 * What is written while the disk can't be: whatever a sender can send again is refused at once. What a
 * run has done can't be done again: those writes are held, in order, until they can be made.
 */
import { AhaflowError } from "../errors.ts";
import type { StoreTrouble } from "../journal/ports.ts";
import type { Write } from "./asks.ts";
import { type CommitWrites, commitAll, MAX_BATCH, type PendingWrite } from "./pending-write.ts";
import { isLasting } from "./trouble.ts";

/** How often the disk is tried while it can't be written, in milliseconds. */
const TRY_MS = 1_000;

/** The same when trouble comes back soon after it was over, at most. */
const LONGEST_TRY_MS = 30_000;

/** Trouble that comes back within this time has never been over, in milliseconds. */
const SOON_MS = 10_000;

export interface HeldWritesOptions {
  readonly commit: CommitWrites;
  /** Tries whether the disk takes a commit of some size. */
  readonly probe: () => Promise<unknown>;
  /** What an error of these two says about the disk; undefined: nothing. */
  readonly troubleOf: (error: unknown) => StoreTrouble | undefined;
  /** Told when trouble begins, and with nothing when it is over. */
  readonly onTrouble: (trouble: StoreTrouble | undefined) => void;
}

export class HeldWrites {
  readonly #options: HeldWritesOptions;
  #held: PendingWrite[] = [];
  #settling: { resolve: () => void; reject: (error: Error) => void }[] = [];
  #trouble: StoreTrouble | undefined;
  #gaveUp = false;
  #timer: NodeJS.Timeout | undefined;
  #tryMs = TRY_MS;
  #overSince = Number.NEGATIVE_INFINITY;

  constructor(options: HeldWritesOptions) {
    this.#options = options;
  }

  /** Why nothing can be written; undefined while all is well. */
  get trouble(): StoreTrouble | undefined {
    return this.#trouble;
  }

  /** Trouble begins, or another one: these writes could not be made. */
  begin(trouble: StoreTrouble, writes: readonly PendingWrite[]): void {
    const isSoon = performance.now() - this.#overSince < SOON_MS;
    this.#tryMs = isSoon ? Math.min(2 * this.#tryMs, LONGEST_TRY_MS) : TRY_MS;
    this.#trouble = trouble;
    this.#hold(writes, refused(trouble));
    this.#options.onTrouble(trouble);
    this.#tryLater();
  }

  /** A write that is asked for meanwhile. */
  add(pending: PendingWrite, trouble: StoreTrouble): void {
    this.#hold([pending], refused(trouble));
  }

  /** Resolves when no write waits for the disk. @throws AhaflowError when they are given up */
  settled(): Promise<void> {
    if (this.#trouble === undefined || this.#held.length === 0) return Promise.resolve();
    if (this.#gaveUp) return Promise.reject(refused(this.#trouble));
    return new Promise((resolve, reject) => this.#settling.push({ resolve, reject }));
  }

  /** What is held is not written any more: somebody else has these runs now. */
  abandon(error: Error): void {
    for (const { reject } of this.#held.splice(0)) reject(error);
  }

  /** Nobody waits for the disk any more: the daemon stops. */
  giveUp(): void {
    this.#gaveUp = true;
    if (this.#trouble === undefined) return;
    const error = refused(this.#trouble);
    for (const { reject } of this.#held) reject(error);
    for (const { reject } of this.#settling.splice(0)) reject(error);
  }

  /** Tries a last time. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#trouble === undefined) return;
    await this.#catchUp().catch(() => undefined);
    this.giveUp();
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
        if (trouble !== undefined && trouble.code !== this.#trouble?.code) this.begin(trouble, []);
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
      await commitAll(this.#options.commit, batch);
      this.#held.splice(0, batch.length);
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
