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
       * Name of a basic scheme; a : would end it (RFC 7617).
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
 * How the pages of a list follow one another: its action gives the entries of all of them.
 *
 * This interface was referenced by `OpenapiConnectionConfig`'s JSON-Schema
 * via the `definition` "pagination".
 */
export type OpenapiPagination =
  PagesByLink | PagesByAddress | PagesByCursor | PagesByNumber | PagesByOffset;
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
  /**
   * Whether it only reads, though it is no GET: a search by POST. A second call does no harm then, and it may have pages.
   */
  reads?: boolean;
  pagination?: OpenapiPagination;
}
/**
 * The answer's header Link names the next page (rel="next").
 *
 * This interface was referenced by `OpenapiConnectionConfig`'s JSON-Schema
 * via the `definition` "by_link".
 */
export interface PagesByLink {
  /**
   * How: link.
   */
  by: "link";
  /**
   * Where the answer has its list. Default: the answer is the list. Names joined with points; -1 is the last entry of a list.
   *
   * This interface was referenced by `OpenapiConnectionConfig`'s JSON-Schema
   * via the `definition` "items".
   */
  items?: string;
  /**
   * Pages that are read at most. Default 10.
   *
   * This interface was referenced by `OpenapiConnectionConfig`'s JSON-Schema
   * via the `definition` "max_pages".
   */
  max_pages?: number;
  /**
   * What happens where there is more than may be read. `false`: the step fails. `true`: it gives what was read, with more: true. Default false.
   *
   * This interface was referenced by `OpenapiConnectionConfig`'s JSON-Schema
   * via the `definition` "partial".
   */
  partial?: boolean;
}
/**
 * A field of the answer has the address of the next page.
 *
 * This interface was referenced by `OpenapiConnectionConfig`'s JSON-Schema
 * via the `definition` "by_address".
 */
export interface PagesByAddress {
  /**
   * How: address.
   */
  by: "address";
  /**
   * Where the answer says what the next page is; there is none where it is missing, empty, null, false or 0. Names joined with points; -1 is the last entry of a list.
   *
   * This interface was referenced by `OpenapiConnectionConfig`'s JSON-Schema
   * via the `definition` "next".
   */
  next: string;
  /**
   * Where the answer has its list. Default: the answer is the list. Names joined with points; -1 is the last entry of a list.
   *
   * This interface was referenced by `OpenapiConnectionConfig`'s JSON-Schema
   * via the `definition` "items".
   */
  items?: string;
  /**
   * Pages that are read at most. Default 10.
   *
   * This interface was referenced by `OpenapiConnectionConfig`'s JSON-Schema
   * via the `definition` "max_pages".
   */
  max_pages?: number;
  /**
   * What happens where there is more than may be read. `false`: the step fails. `true`: it gives what was read, with more: true. Default false.
   *
   * This interface was referenced by `OpenapiConnectionConfig`'s JSON-Schema
   * via the `definition` "partial".
   */
  partial?: boolean;
}
/**
 * A field of the answer is what a parameter of the next call says.
 *
 * This interface was referenced by `OpenapiConnectionConfig`'s JSON-Schema
 * via the `definition` "by_cursor".
 */
export interface PagesByCursor {
  /**
   * How: cursor.
   */
  by: "cursor";
  /**
   * Where the answer says what the next page is; there is none where it is missing, empty, null, false or 0. Names joined with points; -1 is the last entry of a list.
   *
   * This interface was referenced by `OpenapiConnectionConfig`'s JSON-Schema
   * via the `definition` "next".
   */
  next: string;
  /**
   * Field of the input that says which page is asked for.
   *
   * This interface was referenced by `OpenapiConnectionConfig`'s JSON-Schema
   * via the `definition` "parameter".
   */
  parameter: string;
  /**
   * Where the answer says whether there is more: true or false. Names joined with points; -1 is the last entry of a list.
   *
   * This interface was referenced by `OpenapiConnectionConfig`'s JSON-Schema
   * via the `definition` "more".
   */
  more?: string;
  /**
   * Where the answer has its list. Default: the answer is the list. Names joined with points; -1 is the last entry of a list.
   *
   * This interface was referenced by `OpenapiConnectionConfig`'s JSON-Schema
   * via the `definition` "items".
   */
  items?: string;
  /**
   * Pages that are read at most. Default 10.
   *
   * This interface was referenced by `OpenapiConnectionConfig`'s JSON-Schema
   * via the `definition` "max_pages".
   */
  max_pages?: number;
  /**
   * What happens where there is more than may be read. `false`: the step fails. `true`: it gives what was read, with more: true. Default false.
   *
   * This interface was referenced by `OpenapiConnectionConfig`'s JSON-Schema
   * via the `definition` "partial".
   */
  partial?: boolean;
}
/**
 * A parameter has the number of the page.
 *
 * This interface was referenced by `OpenapiConnectionConfig`'s JSON-Schema
 * via the `definition` "by_page".
 */
export interface PagesByNumber {
  /**
   * How: page.
   */
  by: "page";
  /**
   * Field of the input that says which page is asked for.
   *
   * This interface was referenced by `OpenapiConnectionConfig`'s JSON-Schema
   * via the `definition` "parameter".
   */
  parameter: string;
  /**
   * What the first page is asked for with, unless a step says it. Default: what the document has for a default, else 1 for a page and 0 for an offset.
   *
   * This interface was referenced by `OpenapiConnectionConfig`'s JSON-Schema
   * via the `definition` "first".
   */
  first?: number;
  /**
   * Where the answer says whether there is more: true or false. Names joined with points; -1 is the last entry of a list.
   *
   * This interface was referenced by `OpenapiConnectionConfig`'s JSON-Schema
   * via the `definition` "more".
   */
  more?: string;
  /**
   * Where the answer says how many entries there are on all pages. Names joined with points; -1 is the last entry of a list.
   *
   * This interface was referenced by `OpenapiConnectionConfig`'s JSON-Schema
   * via the `definition` "total".
   */
  total?: string;
  /**
   * Where the answer has its list. Default: the answer is the list. Names joined with points; -1 is the last entry of a list.
   *
   * This interface was referenced by `OpenapiConnectionConfig`'s JSON-Schema
   * via the `definition` "items".
   */
  items?: string;
  /**
   * Pages that are read at most. Default 10.
   *
   * This interface was referenced by `OpenapiConnectionConfig`'s JSON-Schema
   * via the `definition` "max_pages".
   */
  max_pages?: number;
  /**
   * What happens where there is more than may be read. `false`: the step fails. `true`: it gives what was read, with more: true. Default false.
   *
   * This interface was referenced by `OpenapiConnectionConfig`'s JSON-Schema
   * via the `definition` "partial".
   */
  partial?: boolean;
}
/**
 * A parameter has how many entries go before the page.
 *
 * This interface was referenced by `OpenapiConnectionConfig`'s JSON-Schema
 * via the `definition` "by_offset".
 */
export interface PagesByOffset {
  /**
   * How: offset.
   */
  by: "offset";
  /**
   * Field of the input that says which page is asked for.
   *
   * This interface was referenced by `OpenapiConnectionConfig`'s JSON-Schema
   * via the `definition` "parameter".
   */
  parameter: string;
  /**
   * What the first page is asked for with, unless a step says it. Default: what the document has for a default, else 1 for a page and 0 for an offset.
   *
   * This interface was referenced by `OpenapiConnectionConfig`'s JSON-Schema
   * via the `definition` "first".
   */
  first?: number;
  /**
   * Where the answer says whether there is more: true or false. Names joined with points; -1 is the last entry of a list.
   *
   * This interface was referenced by `OpenapiConnectionConfig`'s JSON-Schema
   * via the `definition` "more".
   */
  more?: string;
  /**
   * Where the answer says how many entries there are on all pages. Names joined with points; -1 is the last entry of a list.
   *
   * This interface was referenced by `OpenapiConnectionConfig`'s JSON-Schema
   * via the `definition` "total".
   */
  total?: string;
  /**
   * Where the answer has its list. Default: the answer is the list. Names joined with points; -1 is the last entry of a list.
   *
   * This interface was referenced by `OpenapiConnectionConfig`'s JSON-Schema
   * via the `definition` "items".
   */
  items?: string;
  /**
   * Pages that are read at most. Default 10.
   *
   * This interface was referenced by `OpenapiConnectionConfig`'s JSON-Schema
   * via the `definition` "max_pages".
   */
  max_pages?: number;
  /**
   * What happens where there is more than may be read. `false`: the step fails. `true`: it gives what was read, with more: true. Default false.
   *
   * This interface was referenced by `OpenapiConnectionConfig`'s JSON-Schema
   * via the `definition` "partial".
   */
  partial?: boolean;
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
