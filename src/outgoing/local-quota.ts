import type { Rate } from "../documents/duration.ts";
import { CircuitBreaker, type CircuitReport, type CircuitSettings } from "./circuit-breaker.ts";
import type { Quota } from "./quota.ts";
import { RateLimit } from "./rate-limit.ts";

/** Time between two runs that ask a resting connection, at most, in milliseconds. */
const SLOWEST_PACE_MS = 1_000;

/** What bounds the calls over a connection. */
export interface QuotaSettings {
  readonly rateLimit: Rate;
  readonly circuit: CircuitSettings;
}

/** The quota of a connection that this process alone uses. */
export class LocalQuota extends RateLimit implements Quota {
  readonly circuit: CircuitBreaker;

  /** @param onCircuit is told when the circuit opens and closes */
  constructor({ rateLimit, circuit }: QuotaSettings, onCircuit?: (report: CircuitReport) => void) {
    super(rateLimit);
    const paceMs = Math.min(rateLimit.intervalMs / rateLimit.calls, SLOWEST_PACE_MS);
    this.circuit = new CircuitBreaker({ ...circuit, paceMs, onChange: onCircuit });
  }
}
