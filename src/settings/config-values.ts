/** What the parts of ahaflow.yaml are once they are read, with what is meant where it says nothing. */
import { durationMs } from "../documents/duration.ts";
import type { ConfigFile, RetryConfig } from "../generated/config.ts";
import type { ConnectionSettings } from "../platforms/connection-settings.ts";
import { platformOf } from "../platforms/installed.ts";
import type { RetryPolicy, StepLimits } from "./settings.ts";

/** A retry policy from its file form, over the given default. */
export function retryPolicy(config: RetryConfig | undefined, base = DEFAULT_RETRY): RetryPolicy {
  if (config === undefined) return base;
  return {
    attempts: config.attempts ?? base.attempts,
    delayMs: config.delay === undefined ? base.delayMs : durationMs(config.delay),
    backoff: config.backoff ?? base.backoff,
    maxDelayMs: config.max_delay === undefined ? base.maxDelayMs : durationMs(config.max_delay),
    jitter: config.jitter ?? base.jitter,
  };
}

/** The bounds on single steps; also of a configuration whose `${…}` are not filled in. */
export function stepLimits(limits: ConfigFile["limits"] = {}): StepLimits {
  return {
    loopItems: limits.loop_items ?? 10_000,
    outputBytes: sizeBytes(limits.output_size ?? "1MiB"),
  };
}

const DEFAULT_RETRY: RetryPolicy = {
  attempts: 5,
  delayMs: 1_000,
  backoff: "exponential",
  maxDelayMs: 300_000,
  jitter: true,
};

/**
 * The connections of a configuration; also of one whose `${…}` are not filled in.
 * @param folder of ahaflow.yaml
 */
export function connectionsOf(
  { connections = {} }: ConfigFile,
  folder: string,
): Map<string, ConnectionSettings> {
  return new Map(
    Object.entries(connections).map(([name, entry]) => [
      name,
      platformOf(entry).connections.settings(name, entry, folder),
    ]),
  );
}

/** How long something is kept, in milliseconds; undefined: for ever. */
export function keptMs(kept: string): number | undefined {
  return kept === "forever" ? undefined : durationMs(kept);
}

/** A size as it is written, `1MiB`, in bytes. */
export function sizeBytes(size: string): number {
  const [, count, unit] = /^(\d+)(B|KiB|MiB)$/.exec(size) as unknown as [
    string,
    string,
    keyof typeof UNIT_BYTES,
  ];
  return Number(count) * UNIT_BYTES[unit];
}

const UNIT_BYTES = { B: 1, KiB: 1_024, MiB: 1_048_576 } as const;
