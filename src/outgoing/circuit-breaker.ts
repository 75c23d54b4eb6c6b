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
import { ActionError, CircuitOpen, type FailureReason } from "../errors.ts";

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

/** Soonest look at a circuit in which a call is out to see, in milliseconds. */
const LOOK_AGAIN_MS = 250;

const NAMES: { readonly [state in CircuitState]: CircuitStateName } = {
  [CircuitState.Closed]: "closed",
  [CircuitState.Open]: "open",
  [CircuitState.HalfOpen]: "half_open",
  // Nobody isolates it.
  [CircuitState.Isolated]: "open",
};

export class CircuitBreaker {
  readonly #policy: CircuitBreakerPolicy;
  readonly #paceMs: number;
  #nextAt = 0;
  #lastPlace = 0;

  constructor({ failures, delayMs, maxDelayMs, paceMs, onChange }: CircuitBreakerOptions) {
    this.#paceMs = paceMs;
    this.#policy = circuitBreaker(handleWhen(isOutage), {
      breaker: new ConsecutiveBreaker(failures),
      halfOpenAfter: { next: () => this.#pause(delayMs, maxDelayMs) },
    });
    this.#policy.onStateChange((state) => {
      if (state === CircuitState.Closed) this.#lastPlace = 0;
      onChange?.(this.report());
    });
  }

  report(): CircuitReport {
    const state = NAMES[this.#policy.state];
    return { state, nextAt: state === "closed" ? undefined : this.#nextAt };
  }

  /** @throws CircuitOpen when no call may go now */
  check(): void {
    if (this.#policy.state === CircuitState.Closed) return;
    if (this.#policy.state === CircuitState.HalfOpen || Date.now() < this.#nextAt)
      throw this.#open();
  }

  /**
   * Makes a call. One that finds that the other side is still down counts as none: it is told as
   * CircuitOpen, with what came of it.
   * @throws what `call` threw; CircuitOpen when it was not called, or only to see
   */
  async execute<T>(call: () => Promise<T>): Promise<T> {
    const isTrial = this.#policy.state !== CircuitState.Closed;
    try {
      const outcome = await this.#policy.execute(() => answered(call));
      if ("refusal" in outcome) throw outcome.refusal;
      return outcome.value;
    } catch (error) {
      if (error instanceof BrokenCircuitError) throw this.#open();
      throw isTrial && isOutage(error) ? this.#open(error) : error;
    }
  }

  #open(cause?: ActionError): CircuitOpen {
    const now = Date.now();
    this.#lastPlace = Math.max(this.#lastPlace + this.#paceMs, this.#nextAt, now + LOOK_AGAIN_MS);
    return new CircuitOpen(this.#lastPlace - now, cause);
  }

  #pause(duration: number, maxDelayMs: number): IBackoff<unknown> {
    this.#nextAt = Date.now() + duration;
    const next = () => this.#pause(Math.min(duration * 2, maxDelayMs), maxDelayMs);
    return { duration, next };
  }
}

/** A refusal is an answer, too: it shows that the other side is up. */
async function answered<T>(
  call: () => Promise<T>,
): Promise<{ readonly value: T } | { readonly refusal: ActionError }> {
  try {
    return { value: await call() };
  } catch (error) {
    if (error instanceof ActionError && !isOutage(error)) return { refusal: error };
    throw error;
  }
}

const OUTAGES: ReadonlySet<FailureReason> = new Set(["unavailable", "timeout", "interrupted"]);

/** Failures that say that the other side is down, and not that one call was wrong. */
function isOutage(error: unknown): error is ActionError {
  return error instanceof ActionError && OUTAGES.has(error.reason);
}
