// Generated from schemas/ by scripts/generate-types.mjs: do not edit, run `npm run schemas`.

/**
 * Wait before the second try. Default 1s.
 */
export type Duration = string;
/**
 * Longest wait between two tries. Default 5m.
 */
export type Duration1 = string;
/**
 * The time in which one cause (flow, step and reason) is told once. Default 10m.
 */
export type Duration2 = string;
/**
 * A length of time: a whole number and ms, s, m, h or d; at most 99999d.
 *
 * This interface was referenced by `ConfigFile`'s JSON-Schema
 * via the `definition` "duration".
 */
export type Duration3 = string;
/**
 * A number per s, m or h.
 *
 * This interface was referenced by `ConfigFile`'s JSON-Schema
 * via the `definition` "rate".
 */
export type Rate = string;
/**
 * Time until one call is let through to see; it doubles while that fails. Default 1s.
 */
export type Duration4 = string;
/**
 * Longest time between two such calls. Default 30s.
 */
export type Duration5 = string;
/**
 * A secret, or a list of which any is good while one takes the place of the other. An empty one is never good.
 *
 * @minItems 1
 *
 * This interface was referenced by `ConfigFile`'s JSON-Schema
 * via the `definition` "credential".
 */
export type Credential = string | string[];

/**
 * ahaflow.yaml: connections, secrets, variables and limits of one installation.
 */
export interface ConfigFile {
  /**
   * The bots that flows may use, by the name that flows call them.
   */
  connections?: {
    [k: string]: ConnectionConfig;
  };
  /**
   * Values that templates read as {{secrets.name}}; they never appear in a log, a record or an error.
   */
  secrets?: {
    [k: string]: string;
  };
  /**
   * Plain values that templates read as {{vars.name}}.
   */
  vars?: {
    [k: string]: unknown;
  };
  /**
   * The webhook listener.
   */
  server?: {
    /**
     * Where senders reach the listener: https, a host, and the path under which a proxy serves it, if any. `ahaflow register` needs it.
     */
    public_url?: string;
    /**
     * Largest webhook body that is read; larger ones are answered 413. Default 1MiB.
     */
    body_limit?: string;
    /**
     * Addresses of the proxies in front of the webhook listener. Only their X-Forwarded-For is believed. Default: none.
     *
     * @minItems 1
     *
     * Items: An address, or a range as CIDR.
     */
    trusted_proxies?: string[];
  };
  /**
   * Where http.request and connections of type openapi may go besides public addresses.
   */
  outbound?: {
    /**
     * Private, loopback and link-local addresses that may be called: an address, a range (CIDR), or a host name, whatever it resolves to. Default none.
     */
    allow?: string[];
  };
  /**
   * What holds for every flow that does not say otherwise.
   */
  defaults?: {
    retry?: RetryConfig;
  };
  validate?: ValidateConfig;
  on_failure?: AlertConfig;
  /**
   * How long runs stay in the journal after their end, by how they ended, and refused deliveries. Runs that have not ended always stay.
   */
  retention?: {
    /**
     * Runs that succeeded: a duration, or forever. Default 7d.
     */
    succeeded?: string;
    /**
     * Runs that failed: a duration, or forever. Default 30d.
     */
    failed?: string;
    /**
     * Runs that were cancelled: a duration, or forever. Default 30d.
     */
    cancelled?: string;
    /**
     * Deliveries that were refused, the last 10,000 of them: a duration, or forever. Default 7d.
     */
    refused?: string;
  };
  /**
   * Bounds on what runs at once.
   */
  limits?: {
    /**
     * Runs that are worked on at the same time, over all flows; those that wait don't count. Default 64.
     */
    concurrency?: number;
    /**
     * Accepted runs that have not ended; those that wait for a time, a callback or a connection don't count. A webhook over it is answered 503. Default 10000.
     */
    backlog?: number;
    /**
     * Longest list that a for_each takes. Default 10000.
     */
    loop_items?: number;
    /**
     * Largest output of a step, and largest input of a called flow. Default 1MiB.
     */
    output_size?: string;
  };
}
/**
 * One bot or workspace of a platform; what else it takes stands in the folder of the platform in schemas/.
 *
 * This interface was referenced by `ConfigFile`'s JSON-Schema
 * via the `definition` "connection".
 */
export interface ConnectionConfig {
  /**
   * The platform.
   */
  type: string;
  [k: string]: unknown;
}
/**
 * How often and when a call is tried again. Only reasons that can pass by themselves are tried again.
 *
 * This interface was referenced by `ConfigFile`'s JSON-Schema
 * via the `definition` "retry".
 */
export interface RetryConfig {
  /**
   * Tries in all, the first included. Default 5.
   */
  attempts?: number;
  delay?: Duration;
  /**
   * exponential doubles the wait every time; fixed keeps it. Default exponential.
   */
  backoff?: "exponential" | "fixed";
  max_delay?: Duration1;
  /**
   * Shortens each wait by a random part, so that many runs don't try at one moment. Default true.
   */
  jitter?: boolean;
}
/**
 * How `ahaflow validate` takes its rules; docs/rules.md lists them. `ahaflow start` and a reload go by the rules as they are.
 */
export interface ValidateConfig {
  /**
   * Rules whose warnings are errors.
   *
   * Items: The name of a rule.
   */
  error?: string[];
  /**
   * Rules whose warnings are left out. Errors can't be ignored, but for literal-secret, which may be wrong.
   *
   * Items: The name of a rule.
   */
  ignore?: string[];
}
/**
 * What is called when a run of any flow has failed for good, after the flow's own on_failure. Not for a run that another one called: its failure is the caller's.
 */
export interface AlertConfig {
  /**
   * The name of a flow. Its inputs are flow, run_id, step, reason, code, message, status and attempts.
   */
  call: string;
  once_per?: Duration2;
}
/**
 * When calls stop for a while because the other side is down; runs wait meanwhile.
 *
 * This interface was referenced by `ConfigFile`'s JSON-Schema
 * via the `definition` "circuit_breaker".
 */
export interface CircuitBreakerConfig {
  /**
   * Failures in a row (unavailable, timeout) that open the circuit. Default 10.
   */
  failures?: number;
  delay?: Duration4;
  max_delay?: Duration5;
}
