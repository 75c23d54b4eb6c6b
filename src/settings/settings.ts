import type { SourceLocation } from "../errors.ts";
import type { ConnectionSettings } from "../platforms/connection-settings.ts";
import type { UnknownVariable } from "./unknown-variables.ts";

/** What the program runs with, every default applied and every unit converted. Plain data. */
export interface Settings {
  readonly flowsFolder: string;
  /** The path of ahaflow.yaml, which need not be there. */
  readonly configFile: string;
  readonly dataFolder: string;
  /** Where the journal is instead of {@link dataFolder}: `postgres://user:password@host:port/database`. */
  readonly databaseUrl: string | undefined;
  /** What this daemon is called among those that share a journal. */
  readonly nodeName: string;
  readonly webhook: Listener;
  readonly admin: Listener & {
    readonly token: string | undefined;
    /** It only shows. */
    readonly readOnly: boolean;
  };
  /** How long it takes webhooks after it has said that it is about to stop, in milliseconds. */
  readonly drainMs: number;
  readonly log: { readonly level: string; readonly format: "json" | "pretty" };
  readonly connections: ReadonlyMap<string, ConnectionSettings>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly vars: Readonly<Record<string, unknown>>;
  /** Where senders reach the webhook listener, without a slash at the end. */
  readonly publicUrl: string | undefined;
  /** Largest webhook body, in bytes. */
  readonly bodyLimit: number;
  /** Addresses and ranges of the proxies whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  readonly retry: RetryPolicy;
  /** Runs that are worked on at the same time. */
  readonly concurrency: number;
  /** Accepted runs without an end, at most; those that rest in the journal don't count. */
  readonly backlog: number;
  readonly limits: StepLimits;
  /** Addresses, ranges and host names that `http.request` may call although they are not public. */
  readonly outboundAllow: readonly string[];
  /** Where traces go; undefined: nowhere. */
  readonly traces: TraceSettings | undefined;
  /** Variables of the environment that name a proxy: none is used, which a user has to be told. */
  readonly unusedProxies: readonly string[];
  /** Variables that look like settings, and are none. */
  readonly unknownVariables: readonly UnknownVariable[];
  /** What is called when a run has failed, if anything. */
  readonly alert: AlertSettings | undefined;
  /** How long runs are kept after their end, and refusals, in milliseconds; undefined: for ever. */
  readonly retention: Readonly<
    Record<"succeeded" | "failed" | "cancelled" | "refused", number | undefined>
  >;
}

/** Bounds on what one step may hold. */
export interface StepLimits {
  /** Longest list that a `for_each` takes. */
  readonly loopItems: number;
  /** Largest output of a step, in bytes as JSON. */
  readonly outputBytes: number;
}

export interface Listener {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
}

/** How a failed call is tried again; times in milliseconds. */
export interface RetryPolicy {
  /** Tries in all, the first included. */
  readonly attempts: number;
  readonly delayMs: number;
  readonly backoff: "exponential" | "fixed";
  readonly maxDelayMs: number;
  readonly jitter: boolean;
}

/** The flow that is called when a run has failed. */
export interface AlertSettings {
  readonly flow: string;
  /** The time in which one cause is told once, in milliseconds. */
  readonly oncePerMs: number;
  /** Where its name stands in ahaflow.yaml. */
  readonly at: { readonly where: SourceLocation; readonly length: number };
}

/** Which traces are sent, and where to. */
export interface TraceSettings {
  /** Takes OTLP over HTTP, as JSON. */
  readonly url: string;
  readonly serviceName: string;
  /** As OpenTelemetry names it. */
  readonly sampler: string;
  /** The part of the traces that `traceidratio` keeps, from 0 to 1. */
  readonly ratio: number;
}
