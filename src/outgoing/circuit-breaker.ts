/**
 * Leaves a connection alone while its other side is down. cockatiel decides when the circuit opens,
 * and lets one call through at a time to see whether it can close again. Those that can't go now
 * are given places one after the other, at the pace of the rate limit, so that thousands of runs
 * neither ask at one moment nor all go at once when the other side is back.
 */
import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  type IBackoff,
} from "cockatiel";
import type { ActionError, CircuitOpen } from "../errors.ts";
import { answered, isOutage, outcomeOf } from "./outage.ts";
import { Pace } from "./pace.ts";

/** As the field names them; while `half_open`, one call sees whether the other side is back. */
export type CircuitStateName = "closed" | "open" | "half_open";

/** What a circuit tells of itself. */
export interface CircuitReport {
  readonly state: CircuitStateName;
  /** While it is not closed: when the next call goes at the earliest, in milliseconds since 1970. */
  readonly nextAt: number | undefined;
}

/** When calls of a connection stop for a while; times in milliseconds. */
export interface CircuitSettings {
  /** Failures in a row that open the circuit. */
  readonly failures: number;
  /** Until the first call that sees whether the other side is back; doubled each time. */
  readonly delayMs: number;
  readonly maxDelayMs: number;
}

export interface CircuitBreakerOptions extends CircuitSettings {
  /** Milliseconds between two calls at the pace of the rate limit. */
  readonly paceMs: number;
  readonly onChange?: ((report: CircuitReport) => void) | undefined;
}

const NAMES: { readonly [state in CircuitState]: CircuitStateName } = {
  [CircuitState.Closed]: "closed",
  [CircuitState.Open]: "open",
  [CircuitState.HalfOpen]: "half_open",
  // Nobody isolates it.
  [CircuitState.Isolated]: "open",
};

/** What cockatiel gives of a policy, to begin another one with. */
interface CircuitAsJson {
  readonly ownState: object;
  readonly breakerState: unknown;
}

export class CircuitBreaker {
  readonly #options: CircuitBreakerOptions;
  readonly #pace: Pace;
  #policy: CircuitBreakerPolicy;
  #openedAt = 0;
  #nextAt = 0;

  constructor(options: CircuitBreakerOptions) {
    this.#options = options;
    this.#pace = new Pace(options.paceMs);
    this.#policy = this.#makePolicy();
  }

  #makePolicy(initialState?: unknown): CircuitBreakerPolicy {
    const { failures, delayMs, maxDelayMs, onChange } = this.#options;
    const policy = circuitBreaker(handleWhen(isOutage), {
      breaker: new ConsecutiveBreaker(failures),
      halfOpenAfter: { next: () => this.#pause(delayMs, maxDelayMs) },
      initialState,
    });
    policy.onStateChange((state) => {
      if (state === CircuitState.Closed) this.#pace.end();
      onChange?.(this.report());
    });
    return policy;
  }

  report(): CircuitReport {
    const state = NAMES[this.#policy.state];
    return { state, nextAt: state === "closed" ? undefined : this.#nextAt };
  }

  /** @throws CircuitOpen when no call may go now */
  check(): void {
    if (this.#policy.state === CircuitState.Closed) return;
    this.#followClock();
    if (this.#policy.state === CircuitState.HalfOpen || Date.now() < this.#nextAt)
      throw this.#rest();
  }

  /**
   * Makes a call. One that finds that the other side is still down counts as none: it is told as
   * CircuitOpen, with what came of it.
   * @throws what `call` threw; CircuitOpen when it was not called, or only to see
   */
  async execute<T>(call: () => Promise<T>): Promise<T> {
    const isTrial = this.#policy.state !== CircuitState.Closed;
    if (isTrial) this.#followClock();
    try {
      return outcomeOf(await this.#policy.execute(() => answered(call)));
    } catch (error) {
      if (error instanceof BrokenCircuitError) throw this.#rest();
      throw isTrial && isOutage(error) ? this.#rest(error) : error;
    }
  }

  /** Set back, the clock would hold up every call until it is where it was: the next one may go now. */
  #followClock(): void {
    const now = Date.now();
    if (now >= this.#openedAt) return;
    this.#pace.end();
    if (this.#policy.state === CircuitState.Open) {
      const { ownState, breakerState } = this.#policy.toJSON() as CircuitAsJson;
      this.#policy = this.#makePolicy({ ownState: { ...ownState, openedAt: 0 }, breakerState });
    }
    this.#openedAt = this.#nextAt = now;
  }

  #rest(trial?: ActionError): CircuitOpen {
    return this.#pace.rest(this.#nextAt, trial);
  }

  #pause(duration: number, maxDelayMs: number): IBackoff<unknown> {
    this.#openedAt = Date.now();
    this.#nextAt = this.#openedAt + duration;
    const next = () => this.#pause(Math.min(duration * 2, maxDelayMs), maxDelayMs);
    return { duration, next };
  }
}
