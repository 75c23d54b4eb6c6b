/** Flag over environment over ahaflow.yaml over default. The only reader of the environment. */
import { dirname } from "node:path";
import { durationMs } from "../documents/duration.ts";
import { AhaflowError, ProblemsError } from "../errors.ts";
import type { AhaChatConnectionConfig, ConfigFile, RetryConfig } from "../generated/config.ts";
import { checkConfig, readConfigFile } from "./config-file.ts";
import { interpolate } from "./interpolate.ts";
import type { AhaChatConnectionSettings, RetryPolicy, Settings, StepLimits } from "./settings.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** What the command line says. */
export interface Flags {
  readonly flows?: string;
  readonly config?: string;
}

/** Where the flows and the configuration are, before anything is read. */
export function readPaths(flags: Flags, env: Environment): { flows: string; config?: string } {
  const config = flags.config ?? text(env, "AHAFLOW_CONFIG");
  return {
    flows: flags.flows ?? text(env, "AHAFLOW_FLOWS") ?? "./flows",
    ...(config === undefined ? {} : { config }),
  };
}

/**
 * Everything that the program runs with.
 * @throws ProblemsError with every mistake of ahaflow.yaml, missing variables and files included
 * @throws AhaflowError `bad_setting` for an environment variable that can't be used
 */
export function loadSettings(flags: Flags, env: Environment): Settings {
  const paths = readPaths(flags, env);
  const loaded = readConfigFile(paths.config);
  const texts = new Map([[loaded.document.file, loaded.document.source]]);
  if (loaded.problems.length > 0) throw new ProblemsError(loaded.problems, texts);
  const filled = interpolate(loaded.document, { env, folder: dirname(loaded.document.file) });
  if (filled.problems.length > 0) throw new ProblemsError(filled.problems, texts);
  const wrong = checkConfig(loaded.document, filled.value ?? {});
  if (wrong.length > 0) throw new ProblemsError(wrong, texts);
  const config = (filled.value ?? {}) as ConfigFile;
  const adminHost = text(env, "AHAFLOW_ADMIN_HOST") ?? "127.0.0.1";
  const token = text(env, "AHAFLOW_ADMIN_TOKEN");
  if (!isLoopback(adminHost) && token === undefined)
    throw new AhaflowError("bad_setting", `the admin listener on ${adminHost} needs a token`, {
      hint: "set AHAFLOW_ADMIN_TOKEN to a long random text, or AHAFLOW_ADMIN_HOST to 127.0.0.1",
    });
  return {
    flowsFolder: paths.flows,
    dataFolder: text(env, "AHAFLOW_DATA") ?? "./data",
    webhook: {
      host: text(env, "AHAFLOW_HOST") ?? "0.0.0.0",
      port: port(env, "AHAFLOW_PORT", 8080),
    },
    admin: {
      host: adminHost,
      port: port(env, "AHAFLOW_ADMIN_PORT", 8081),
      token,
    },
    log: {
      level: oneOf(env, "AHAFLOW_LOG_LEVEL", [
        "info",
        "trace",
        "debug",
        "warn",
        "error",
        "fatal",
        "silent",
      ]),
      format: oneOf(env, "AHAFLOW_LOG_FORMAT", [
        process.stdout.isTTY ? "pretty" : "json",
        "json",
        "pretty",
      ]),
    },
    connections: connectionsOf(config),
    secrets: config.secrets ?? {},
    vars: config.vars ?? {},
    bodyLimit: sizeBytes(config.server?.body_limit ?? "1MiB"),
    retry: retryPolicy(config.defaults?.retry),
    concurrency: config.limits?.concurrency ?? 64,
    limits: stepLimits(config.limits),
    retention: {
      succeeded: keptMs(config.retention?.succeeded ?? "7d"),
      failed: keptMs(config.retention?.failed ?? "30d"),
      cancelled: keptMs(config.retention?.cancelled ?? "30d"),
    },
  };
}

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

const INTERVAL_MS = { s: 1_000, m: 60_000, h: 3_600_000 } as const;

/** The connections of a configuration; also of one whose `${…}` are not filled in. */
export function connectionsOf(config: ConfigFile): Map<string, AhaChatConnectionSettings> {
  return new Map(
    Object.entries(config.connections ?? {}).map(([name, entry]) => [
      name,
      connectionSettings(name, entry),
    ]),
  );
}

function connectionSettings(
  name: string,
  config: AhaChatConnectionConfig,
): AhaChatConnectionSettings {
  // 25 requests a second is the limit of a related platform; AhaChat's own is not documented.
  const [calls, unit] = (config.rate_limit ?? "25/s").split("/") as [
    string,
    keyof typeof INTERVAL_MS,
  ];
  return {
    name,
    botId: config.bot_id,
    botToken: config.bot_token,
    baseUrl: (config.base_url ?? "https://ahachat.com").replace(/\/+$/, ""),
    rateLimit: { calls: Number(calls), intervalMs: INTERVAL_MS[unit] },
    timeoutMs: durationMs(config.timeout ?? "10s"),
    via: config.via ?? "api",
    blocks: config.blocks ?? {},
    endpoints: config.endpoints ?? {},
  };
}

function keptMs(kept: string): number | undefined {
  return kept === "forever" ? undefined : durationMs(kept);
}

function sizeBytes(size: string): number {
  const [, count, unit] = /^(\d+)(B|KiB|MiB)$/.exec(size) as unknown as [
    string,
    string,
    keyof typeof UNIT_BYTES,
  ];
  return Number(count) * UNIT_BYTES[unit];
}

const UNIT_BYTES = { B: 1, KiB: 1_024, MiB: 1_048_576 } as const;

/** A variable's value; an empty one counts as not set. */
function text(env: Environment, name: string): string | undefined {
  return env[name] || undefined;
}

function port(env: Environment, name: string, fallback: number): number {
  const given = text(env, name);
  if (given === undefined) return fallback;
  const value = Number(given);
  if (/^\d+$/.test(given) && value <= 65_535) return value;
  throw new AhaflowError("bad_setting", `${name} is not a port number`, {
    hint: "give a number from 0 (any free port) to 65535",
  });
}

/** The variable's value when it is one of `values`; the first of them when it is not set. */
function oneOf<const T extends string>(
  env: Environment,
  name: string,
  values: readonly [T, ...T[]],
): T {
  const given = text(env, name);
  if (given === undefined) return values[0];
  const found = values.find((value) => value === given);
  if (found !== undefined) return found;
  throw new AhaflowError("bad_setting", `${name} has a value that it can't have`, {
    hint: `give one of: ${[...new Set(values)].join(", ")}`,
  });
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}
