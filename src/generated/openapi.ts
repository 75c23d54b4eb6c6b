// Generated from schemas/ by scripts/generate-types.mjs: do not edit, run `npm run schemas`.

/**
 * A key or token as text; or username and password; or client_id and client_secret.
 *
 * This interface was referenced by `OpenapiConnectionConfig`'s JSON-Schema
 * via the `definition` "auth".
 */
export type OpenapiAuth =
  | string
  | {
      /**
       * Name of a basic scheme.
       */
      username?: string;
      /**
       * Password of a basic scheme: a secret, so take it from ${env:…} or ${file:…}.
       */
      password?: string;
      /**
       * The client's id.
       */
      client_id?: string;
      /**
       * The client's secret, so take it from ${env:…} or ${file:…}.
       */
      client_secret?: string;
      /**
       * Where the client gets its tokens. Default: what the document says.
       */
      token_url?: string;
      /**
       * What the token is asked for. Default: nothing is said.
       */
      scopes?: string[];
    };
/**
 * Calls that may be sent: a number per s, m or h. Default 25/s.
 */
export type Rate = string;
/**
 * Time that one attempt may take. Default 30s.
 */
export type Duration = string;
/**
 * Time until one call is let through to see; it doubles while that fails. Default 1s.
 */
export type Duration1 = string;
/**
 * Longest time between two such calls. Default 30s.
 */
export type Duration2 = string;

/**
 * Its connection, input and output of every action, and what it sends, by the names of their files.
 */
export interface Shapes {
  connection: OpenapiConnectionConfig;
}
/**
 * Any API that an OpenAPI document describes: its operations are actions, named after the connection.
 */
export interface OpenapiConnectionConfig {
  /**
   * What describes it: openapi.
   */
  type: "openapi";
  /**
   * The document, OpenAPI 3.0 or 3.1 in JSON or YAML: a path that starts at the folder of this file. Flows are checked against it, so it can't come from the environment.
   */
  document: string;
  /**
   * Where the API is. Default: the first server that the document names.
   */
  server?: string;
  /**
   * What lets us in, by the names that the document gives its security schemes: a key or token; a name and password (basic); or a client, which gets tokens for itself (OAuth2).
   */
  auth?: {
    [k: string]: OpenapiAuth;
  };
  /**
   * What the document can't say of single operations, by the names of their actions.
   */
  operations?: {
    [k: string]: OpenapiOperation;
  };
  /**
   * What becomes of an answer that is not as the document says. `note`: it stands in the step's output as `unexpected`, and fails nothing. `strict`: the step fails. Default note.
   */
  answers?: "note" | "strict";
  rate_limit?: Rate;
  timeout?: Duration;
  circuit_breaker?: CircuitBreakerConfig;
}
/**
 * What is set beside the document for one operation.
 *
 * This interface was referenced by `OpenapiConnectionConfig`'s JSON-Schema
 * via the `definition` "operation".
 */
export interface OpenapiOperation {
  /**
   * Which one it is, so that its action gets this name: its operationId, or method and path.
   */
  operation?: string;
  /**
   * Header whose value is the same for all attempts of a step, so that the API can tell a repeat.
   */
  idempotency_header?: string;
  /**
   * Statuses that are tried again, besides 408, 429 and 5xx.
   */
  retry_on?: number[];
}
/**
 * When calls stop for a while because the other side is down; runs wait meanwhile.
 */
export interface CircuitBreakerConfig {
  /**
   * Failures in a row (unavailable, timeout) that open the circuit. Default 10.
   */
  failures?: number;
  delay?: Duration1;
  max_delay?: Duration2;
}
