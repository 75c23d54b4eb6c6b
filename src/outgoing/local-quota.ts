import type { Rate } from "../documents/duration.ts";
import { CircuitBreaker, type CircuitReport, type CircuitSettings } from "./circuit-breaker.ts";
import { paceMsOf } from "./pace.ts";
import type { Quota } from "./quota.ts";
import { RateLimit } from "./rate-limit.ts";

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
    const paceMs = paceMsOf(rateLimit);
    this.circuit = new CircuitBreaker({ ...circuit, paceMs, onChange: onCircuit });
  }

  close(): void {
    // There is nothing to let go of.
  }
}
