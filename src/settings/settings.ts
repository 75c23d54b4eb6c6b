import type { SourceLocation } from "../errors.ts";

/** What the program runs with, every default applied and every unit converted. Plain data. */
export interface Settings {
  readonly flowsFolder: string;
  /** The path of ahaflow.yaml, which need not be there. */
  readonly configFile: string;
  readonly dataFolder: string;
  readonly webhook: Listener;
  readonly admin: Listener & { readonly token: string | undefined };
  readonly log: { readonly level: string; readonly format: "json" | "pretty" };
  readonly connections: ReadonlyMap<string, AhaChatConnectionSettings>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly vars: Readonly<Record<string, unknown>>;
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
  /** Variables of the environment that name a proxy: none is used, which a user has to be told. */
  readonly unusedProxies: readonly string[];
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

/** When calls of a connection stop for a while; times in milliseconds. */
export interface CircuitSettings {
  /** Failures in a row that open the circuit. */
  readonly failures: number;
  /** Until the first call that sees whether the other side is back; doubled each time. */
  readonly delayMs: number;
  readonly maxDelayMs: number;
}

/** The flow that is called when a run has failed. */
export interface AlertSettings {
  readonly flow: string;
  /** The time in which one cause is told once, in milliseconds. */
  readonly oncePerMs: number;
  /** Where its name stands in ahaflow.yaml. */
  readonly at: { readonly where: SourceLocation; readonly length: number };
}

/** So many in any stretch of so long, in milliseconds. */
export interface Rate {
  readonly calls: number;
  readonly intervalMs: number;
}

/** One AhaChat bot. */
export interface AhaChatConnectionSettings {
  readonly name: string;
  readonly botId: string;
  readonly botToken: string;
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly rateLimit: Rate;
  readonly timeoutMs: number;
  readonly circuit: CircuitSettings;
  readonly via: "api" | "blocks";
  /** With `via: blocks`: the names of the helper blocks. */
  readonly blocks: { readonly text?: string; readonly silent?: string; readonly dynamic?: string };
  /** What replaces entries of the endpoint table. */
  readonly endpoints: { readonly [name in EndpointName]?: Endpoint };
}

/** The calls of the AhaChat API, as the endpoint table and `endpoints:` name them. */
export type EndpointName =
  | "find_user"
  | "find_user_by_phone"
  | "add_tags"
  | "remove_tags"
  | "add_attributes"
  | "reset_attributes"
  | "send_text"
  | "send_dynamic"
  | "send_broadcast"
  | "send_broadcast_by_phone";

/** Method and path below the base URL, with `{bot_id}`, `{user_id}`, `{phone}` in it. */
export interface Endpoint {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
}
