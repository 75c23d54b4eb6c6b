/** How a run waits: in memory for a moment, else out of it until its time comes or something arrives. */

import type { Clock } from "../../clock.ts";
import type { Arrival, LoadedRun } from "../../journal/records.ts";
import type { Seat } from "../dispatch/seat.ts";
import { type Deadline, Parked } from "./interruptions.ts";

/** A longer wait gives the run's memory back, in milliseconds. */
const LONGEST_STAY_MS = 5_000;

/** A run with more records stays longer in memory, and does not leave it for others. */
const MANY_RECORDS = 100;

/**
 * For each further record, in milliseconds: what it takes to read all of them again is far less than
 * that, so a loop costs the same for each entry, however long it is.
 */
const STAY_PER_RECORD_MS = 30;

/** How long a run leaves the memory in which too many wait, in milliseconds. */
const CROWDED_MS = 10_000;

const NEVER = Number.POSITIVE_INFINITY;

/** Why a wait is given up that nobody needs any more. Without a reason each would make an error of its own. */
const OVER = "over";

/** What a step waits for; the first that comes ends the wait. */
export interface Awaited {
  /** The step's path: something may arrive for it. */
  readonly path?: string;
  /** Milliseconds since 1970. */
  readonly until?: number | undefined;
  readonly deadline: Deadline | undefined;
  /** For so long the run stays in memory even if nothing else of it works, in milliseconds. */
  readonly stayMs?: number;
}

/** The run that waits. */
interface Waiting {
  readonly run: LoadedRun["run"];
  readonly clock: Clock;
  /** The run's branches, and its place among the runs that are worked on. */
  readonly seat: Seat;
  /** How many steps are on record. */
  readonly records: number;
  /** Whether it may go on. @throws Interruption */
  checkpoint(deadline: Deadline | undefined): void;
}

/** What the steps of one run wait for. */
export class RunWaits {
  readonly #context: Waiting;
  readonly #arrivals: Map<string, Arrival>;
  readonly #askJournal: (path: string) => Promise<Arrival | undefined>;
  #hasNews = false;

  /**
   * @param arrivals what had come when the run was loaded, by the step's path
   * @param askJournal reads what has come for a step
   */
  constructor(
    context: Waiting,
    arrivals: LoadedRun["arrivals"],
    askJournal: (path: string) => Promise<Arrival | undefined>,
  ) {
    this.#context = context;
    this.#arrivals = new Map(arrivals);
    this.#askJournal = askJournal;
  }

  /**
   * Waits until a time, in milliseconds since 1970.
   * @param stayMs as {@link Awaited} has it
   * @throws Interruption: for a long wait the run leaves the memory
   */
  async sleep(until: number, deadline: Deadline | undefined, stayMs = 0): Promise<void> {
    await this.waitFor({ until, deadline, stayMs });
    this.#context.checkpoint(deadline);
  }

  /**
   * Waits for a time or an arrival: in memory while other branches of the run are at work or the wait
   * is short, so that both are served when they come; else the run leaves the memory.
   * @returns what has arrived; undefined when the time has come
   * @throws Interruption
   */
  async waitFor({ path, until, deadline, stayMs = 0 }: Awaited): Promise<Arrival | undefined> {
    const { clock, seat } = this.#context;
    const end = Math.min(until ?? NEVER, deadline?.at ?? NEVER);
    const began = clock.now();
    const longer = Math.max(0, this.#context.records - MANY_RECORDS) * STAY_PER_RECORD_MS;
    const staysUntil =
      end - began <= LONGEST_STAY_MS + longer ? end : began + Math.max(stayMs, longer);
    for (;;) {
      const arrival = path === undefined ? undefined : await this.#arrivalAt(path);
      if (arrival !== undefined) return arrival;
      this.#context.checkpoint(deadline);
      const now = clock.now();
      if (until !== undefined && now >= until) return undefined;
      const mayLeave = (seat.isCrowded && longer === 0) || now >= staysUntil;
      const next = mayLeave ? end : Math.min(end, staysUntil);
      const leaves = await seat.linger(mayLeave, (onNews) =>
        this.#until(next, new Promise(onNews)),
      );
      if (leaves) throw new Parked(end === NEVER ? undefined : end);
    }
  }

  /** Something has come for the run, or its end was asked for. */
  news(): void {
    this.#hasNews = true;
    this.#context.seat.wake();
  }

  /**
   * Waits in memory, without a place, for something that comes by itself.
   * @throws Interruption when the run may not go on meanwhile; what comes is left alone then
   */
  async rest(coming: Promise<unknown>, deadline: Deadline | undefined): Promise<void> {
    const { seat, run } = this.#context;
    const wait = { isOver: false };
    const come = (onNews: (wake: () => void) => void) =>
      new Promise<void>((resolve, reject) => {
        onNews(resolve);
        const end = () => {
          wait.isOver = true;
          resolve();
        };
        coming.then(end, reject);
      });
    const hear = (onNews: (wake: () => void) => void) =>
      deadline === undefined ? come(onNews) : this.#until(deadline.at, come(onNews));
    seat.holdUp(run.flow);
    try {
      do {
        await seat.linger(false, hear);
        this.#context.checkpoint(deadline);
      } while (!wait.isOver);
    } finally {
      seat.goOn(run.flow);
    }
  }

  /** While too many wait in memory, this run leaves it for a while. @throws Interruption */
  async makeRoom(deadline: Deadline | undefined): Promise<void> {
    const { seat, clock } = this.#context;
    while (seat.isCrowded) await this.sleep(clock.now() + CROWDED_MS, deadline);
  }

  /** How many arrivals the walk knew. */
  get knownArrivals(): number {
    return this.#arrivals.size;
  }

  /** What came for a step; the journal is asked only when something may have come since the run was loaded. */
  async #arrivalAt(path: string): Promise<Arrival | undefined> {
    const known = this.#arrivals.get(path);
    if (known !== undefined || !this.#hasNews) return known;
    const come = await this.#askJournal(path);
    if (come !== undefined) this.#arrivals.set(path, come);
    return come;
  }

  /** Waits for a time, or for what may come before it. */
  async #until(time: number, sooner: Promise<void>): Promise<void> {
    if (time === NEVER) return sooner;
    const over = new AbortController();
    // It rejects when nobody waits for it any more.
    const late = this.#context.clock.sleepUntil(time, over.signal).catch(() => undefined);
    await Promise.race([late, sooner]).finally(() => over.abort(OVER));
  }
}
