// Generated from schemas/ by scripts/generate-types.mjs: do not edit, run `npm run schemas`.

/**
 * How long a key is remembered. Default 24h.
 */
export type Duration = string;
/**
 * Wait before the second try. Default 1s.
 */
export type Duration1 = string;
/**
 * Longest wait between two tries. Default 5m.
 */
export type Duration2 = string;
/**
 * Time that one attempt may take. Default: the connection's, 10s; 30s for http.request.
 */
export type Duration3 = string;

/**
 * One automation: what starts it, and its steps.
 */
export interface Flow {
  /**
   * Unique in the folder: small letters, digits and hyphens.
   */
  name: string;
  /**
   * What the flow is for, for people.
   */
  description?: string;
  /**
   * false takes the flow off the webhook listener without deleting it. Default true.
   */
  enabled?: boolean;
  /**
   * The connection of ahaflow.yaml that the ahachat steps use unless they name their own.
   */
  connection?: string;
  on: Triggers;
  concurrency?: Concurrency;
  retry?: RetryConfig;
  /**
   * Done from top to bottom.
   *
   * @minItems 1
   */
  steps: Step[];
}
/**
 * What starts the flow.
 *
 * This interface was referenced by `Flow`'s JSON-Schema
 * via the `definition` "on".
 */
export interface Triggers {
  webhook?: WebhookTrigger;
  /**
   * Times at which runs start by themselves.
   *
   * @minItems 1
   */
  schedule?: ScheduleTrigger[];
}
/**
 * An HTTP request on the webhook listener starts a run.
 *
 * This interface was referenced by `Flow`'s JSON-Schema
 * via the `definition` "webhook".
 */
export interface WebhookTrigger {
  /**
   * Path on the listener, beginning with /; a part that begins with : is a parameter, read as {{trigger.params.name}}. Unique per method over all flows.
   */
  path: string;
  /**
   * Methods that are taken. Default [POST].
   *
   * @minItems 1
   */
  methods?: ("GET" | "POST" | "PUT" | "PATCH" | "DELETE")[];
  dedupe?: Dedupe;
  /**
   * JSON Schema (2020-12) of the request's body, inline or as the path of a JSON or YAML file beside the flow. A body that does not fit is answered 422.
   */
  schema?:
    | {
        [k: string]: unknown;
      }
    | boolean
    | string;
  /**
   * Path of a JSON file beside the flow: a delivery as it came. `ahaflow run` uses it.
   */
  sample?: string;
}
/**
 * The same delivery twice makes one run; the repeat is answered 200 with the first run's id.
 *
 * This interface was referenced by `Flow`'s JSON-Schema
 * via the `definition` "dedupe".
 */
export interface Dedupe {
  /**
   * What makes two deliveries the same; reads body, headers, query and params of the request.
   */
  key: string;
  ttl?: Duration;
}
/**
 * One run at each slot of a cron expression, ever: also across restarts and reloads.
 *
 * This interface was referenced by `Flow`'s JSON-Schema
 * via the `definition` "schedule".
 */
export interface ScheduleTrigger {
  /**
   * Minute, hour, day of month, month, day of week.
   */
  cron: string;
  /**
   * IANA name of the time zone that the expression is meant in. Default UTC.
   */
  timezone?: string;
  /**
   * What happens to slots that passed while the daemon was down: all of them run, in order; only the latest; or none. Default none.
   */
  catch_up?: "all" | "latest" | "none";
}
/**
 * Runs with the same key wait for each other, in the order in which they were accepted.
 *
 * This interface was referenced by `Flow`'s JSON-Schema
 * via the `definition` "concurrency".
 */
export interface Concurrency {
  /**
   * Runs that give the same text here belong together, usually one customer.
   */
  key: string;
  /**
   * How many runs of one key go at once. Default 1.
   */
  limit?: number;
}
/**
 * How often and when a call is tried again. Only reasons that can pass by themselves are tried again.
 */
export interface RetryConfig {
  /**
   * Tries in all, the first included. Default 5.
   */
  attempts?: number;
  delay?: Duration1;
  /**
   * exponential doubles the wait every time; fixed keeps it. Default exponential.
   */
  backoff?: "exponential" | "fixed";
  max_delay?: Duration2;
  /**
   * Shortens each wait by a random part, so that many runs don't try at one moment. Default true.
   */
  jitter?: boolean;
}
/**
 * One action and its input.
 *
 * This interface was referenced by `Flow`'s JSON-Schema
 * via the `definition` "step".
 */
export interface Step {
  /**
   * Small letters, digits and _, beginning with a letter; later steps name it so: {{steps.buyer.output.first_name}}. Unique in the flow. Default step_1, step_2, … by place.
   */
  id?: string;
  /**
   * What the step does, for people.
   */
  name?: string;
  /**
   * The step is skipped when this is false, empty, 0 or null.
   */
  if?: string | boolean;
  /**
   * The action.
   */
  uses: string;
  /**
   * The action's input; any text in it may hold templates.
   */
  with?: {
    [k: string]: unknown;
  };
  /**
   * The connection of ahaflow.yaml, when it is not the flow's.
   */
  connection?: string;
  retry?: RetryConfig;
  timeout?: Duration3;
  /**
   * What to do when nobody knows whether the call arrived (time-out, or the process died while it was out): retry may do it twice, fail may leave it undone. Default retry.
   */
  on_doubt?: "retry" | "fail";
}
