import type { AhaChatConnectionSettings } from "../settings/settings.ts";
import { CircuitBreaker, type CircuitReport } from "./circuit-breaker.ts";
import type { Quota } from "./quota.ts";
import { RateLimit } from "./rate-limit.ts";

/** Time between two runs that ask a resting connection, at most, in milliseconds. */
const SLOWEST_PACE_MS = 1_000;

/** The quota of a bot that this process alone calls. */
export class LocalQuota extends RateLimit implements Quota {
  readonly circuit: CircuitBreaker;

  /** @param onCircuit is told when the circuit opens and closes */
  constructor(
    { rateLimit, circuit }: Pick<AhaChatConnectionSettings, "rateLimit" | "circuit">,
    onCircuit?: (report: CircuitReport) => void,
  ) {
    super(rateLimit);
    const paceMs = Math.min(rateLimit.intervalMs / rateLimit.calls, SLOWEST_PACE_MS);
    this.circuit = new CircuitBreaker({ ...circuit, paceMs, onChange: onCircuit });
  }
}
