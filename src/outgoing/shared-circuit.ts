/**
 * A circuit of several processes: it opens for all when one of them has met so many failures in a row, and
 * one call at a time, of whoever has one, sees whether the other side is back.
 */
import type { ActionError, CircuitOpen } from "../errors.ts";
import type { CircuitReport, CircuitSettings } from "./circuit-breaker.ts";
import { type Answered, answered, isOutage, outcomeOf } from "./outage.ts";
import { Pace } from "./pace.ts";
import type { Circuit } from "./quota.ts";
import type { CircuitChange, QuotaBook, RestingCircuit, TryOut } from "./quota-book.ts";

export interface SharedCircuitOptions extends CircuitSettings {
  readonly quota: string;
  readonly book: QuotaBook;
  /** How long a call that only sees may take until another one may, in milliseconds. */
  readonly trialMs: number;
  readonly paceMs: number;
  readonly onChange?: ((report: CircuitReport) => void) | undefined;
}

export class SharedCircuit implements Circuit {
  readonly #options: SharedCircuitOptions;
  readonly #pace: Pace;
  /** Failures in a row, of this process. */
  #failures = 0;
  #resting: RestingCircuit | undefined;
  /** Changes that the book does not have yet: until then it knows less than we do. */
  #unwritten = 0;
  /** Whether a call of ours may see is being asked. */
  #isAsking = false;
  #told: CircuitReport["state"] = "closed";

  constructor(options: SharedCircuitOptions) {
    this.#options = options;
    this.#pace = new Pace(options.paceMs);
  }

  report(): CircuitReport {
    const resting = this.#resting;
    if (resting === undefined) return { state: "closed", nextAt: undefined };
    return { state: isTried(resting) ? "half_open" : "open", nextAt: epochOf(resting.nextAt) };
  }

  check(): void {
    const resting = this.#resting;
    if (resting === undefined) return;
    const isTooEarly = performance.now() < resting.nextAt;
    if (isTooEarly || this.#isAsking || isTried(resting)) throw this.#rest(resting);
  }

  async execute<Output>(call: () => Promise<Output>): Promise<Output> {
    const resting = this.#resting;
    if (resting === undefined) return this.#callUp(call);
    this.check();
    const { isOurs, circuit } = (await this.#tryOut()) ?? { isOurs: false, circuit: resting };
    this.#be(circuit);
    if (circuit === undefined) return this.#callUp(call);
    if (!isOurs) throw this.#rest(circuit);
    return this.#callDown(circuit, call);
  }

  /** It is so, as the book says. */
  learn(circuit: RestingCircuit | undefined): void {
    if (this.#unwritten === 0) this.#be(circuit);
  }

  /** A call while all is well, or was when it began. */
  async #callUp<Output>(call: () => Promise<Output>): Promise<Output> {
    try {
      const answer = await answered(call);
      this.#failures = 0;
      return outcomeOf(answer);
    } catch (error) {
      const { failures, delayMs } = this.#options;
      if (isOutage(error) && ++this.#failures >= failures && this.#resting === undefined)
        this.#turn({ to: "open", delayMs }, restingFor(delayMs));
      throw error;
    }
  }

  /** The one call that sees whether the other side is back. */
  async #callDown<Output>(resting: RestingCircuit, call: () => Promise<Output>): Promise<Output> {
    let answer: Answered<Output>;
    try {
      answer = await answered(call);
    } catch (error) {
      if (!isOutage(error)) {
        this.#turn({ to: "untried" }, { ...resting, triedUntil: 0 });
        throw error;
      }
      const delayMs = Math.min(resting.delayMs * 2, this.#options.maxDelayMs);
      const longer = restingFor(delayMs);
      this.#turn({ to: "longer", delayMs }, longer);
      throw this.#rest(longer, error);
    }
    this.#turn({ to: "closed" }, undefined);
    return outcomeOf(answer);
  }

  async #tryOut(): Promise<TryOut | undefined> {
    const { book, quota, trialMs } = this.#options;
    this.#isAsking = true;
    try {
      return await book.tryOut(quota, trialMs);
    } finally {
      this.#isAsking = false;
    }
  }

  /** Changes it here at once, and for all as soon as that can be written. */
  #turn(change: CircuitChange, resting: RestingCircuit | undefined): void {
    this.#be(resting);
    this.#unwritten++;
    void this.#write(change);
  }

  async #write(change: CircuitChange): Promise<void> {
    const { book, quota } = this.#options;
    const circuit = await book.turn(quota, change);
    this.#unwritten--;
    this.learn(circuit);
  }

  #be(resting: RestingCircuit | undefined): void {
    if (this.#resting !== undefined && resting === undefined) {
      this.#failures = 0;
      this.#pace.end();
    }
    this.#resting = resting;
    const report = this.report();
    if (report.state === this.#told) return;
    this.#told = report.state;
    this.#options.onChange?.(report);
  }

  #rest({ nextAt }: RestingCircuit, trial?: ActionError): CircuitOpen {
    return this.#pace.rest(epochOf(nextAt), trial);
  }
}

function isTried({ triedUntil }: RestingCircuit): boolean {
  return performance.now() < triedUntil;
}

function restingFor(delayMs: number): RestingCircuit {
  return { nextAt: performance.now() + delayMs, delayMs, triedUntil: 0 };
}

/** A time of `performance.now()` in milliseconds since 1970. */
function epochOf(time: number): number {
  return Math.round(Date.now() + time - performance.now());
}
