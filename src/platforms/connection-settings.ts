import { durationMs, type Rate, rateOf } from "../documents/duration.ts";
import type { CircuitSettings } from "../outgoing/circuit-breaker.ts";

/** What an entry of `connections:` in ahaflow.yaml says, whatever its platform. */
export interface ConnectionConfig {
  readonly type: string;
  readonly base_url?: string;
  /** As {@link Rate} is written: `25/s`. */
  readonly rate_limit?: string;
  /** A duration: `10s`. */
  readonly timeout?: string;
  readonly circuit_breaker?: {
    readonly failures?: number;
    readonly delay?: string;
    readonly max_delay?: string;
  };
}

/** The same with every default applied and every unit converted; a platform adds its own. Plain data. */
export interface ConnectionSettings {
  readonly name: string;
  readonly type: string;
  /** Where the platform is, without a slash at the end. */
  readonly baseUrl: string;
  readonly rateLimit: Rate;
  /** Time that one attempt may take, in milliseconds. */
  readonly timeoutMs: number;
  readonly circuit: CircuitSettings;
  /** Whether it leads to the platform's simulator. */
  readonly isSimulated?: true;
}

/** What a platform takes for what a connection does not say. */
export interface ConnectionDefaults {
  readonly baseUrl: string;
  readonly rateLimit: string;
  readonly timeout: string;
}

/** What the connections of every platform have in common. */
export function connectionSettings(
  name: string,
  config: ConnectionConfig,
  defaults: ConnectionDefaults,
): ConnectionSettings {
  return {
    name,
    type: config.type,
    baseUrl: (config.base_url ?? defaults.baseUrl).replace(/\/+$/, ""),
    rateLimit: rateOf(config.rate_limit ?? defaults.rateLimit),
    timeoutMs: durationMs(config.timeout ?? defaults.timeout),
    circuit: {
      failures: config.circuit_breaker?.failures ?? 10,
      delayMs: durationMs(config.circuit_breaker?.delay ?? "1s"),
      maxDelayMs: durationMs(config.circuit_breaker?.max_delay ?? "30s"),
    },
  };
}
