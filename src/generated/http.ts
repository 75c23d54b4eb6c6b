// Generated from schemas/ by scripts/generate-types.mjs: do not edit, run `npm run schemas`.

/**
 * Its connection, input and output of every action, and what it sends, by the names of their files.
 */
export interface Shapes {
  "actions/request": HttpRequest;
}
/**
 * Calls any HTTP address.
 */
export interface HttpRequest {
  input: HttpRequestInput;
  output: HttpRequestOutput;
}
/**
 * The request: at most one of json, form and text. Redirects are not followed.
 */
export interface HttpRequestInput {
  /**
   * HTTP method. Default GET.
   */
  method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS";
  /**
   * An http or https address, without a user name or password in it.
   */
  url: string;
  /**
   * Added to the address, encoded; of a list each entry, under the same name: `tag=a&tag=b`.
   */
  query?: {
    [k: string]: string | number | boolean | (string | number | boolean)[];
  };
  /**
   * Headers of the request. Without them a User-Agent, a Content-Type that fits the body and, for methods other than GET and HEAD, an Idempotency-Key are sent.
   */
  headers?: {
    [k: string]: string | number | boolean;
  };
  /**
   * Body, sent as JSON.
   */
  json?:
    | {
        [k: string]: unknown;
      }
    | unknown[]
    | string
    | number
    | boolean
    | null;
  /**
   * Body, sent as a form; of a list each entry, under the same name.
   */
  form?: {
    [k: string]: string | number | boolean | (string | number | boolean)[];
  };
  /**
   * Body, sent as it is.
   */
  text?: string;
  /**
   * Statuses that are no failure: numbers, or 2xx, 3xx, 4xx, 5xx. Default [2xx].
   *
   * @minItems 1
   */
  expect_status?: (number | string)[];
  /**
   * Redirects that are followed, each checked like the first address; to another host, headers that the flow sets don't go along. Default 0.
   */
  max_redirects?: number;
  /**
   * Largest response body that is read, in bytes. Default 1 MiB, at most 10 MiB.
   */
  max_response_bytes?: number;
}
/**
 * The response.
 */
export interface HttpRequestOutput {
  /**
   * HTTP status.
   */
  status: number;
  /**
   * Headers, names in small letters; set-cookie is left out, and content-encoding once the body is unpacked.
   */
  headers: {
    [k: string]: string;
  };
  /**
   * What came back: data when the response says that it is JSON and is (a number that would lose digits is text), else text; null when empty; {base64} when its bytes are no text in the charset it says, or are packed in an unknown way.
   */
  body:
    | {
        [k: string]: unknown;
      }
    | unknown[]
    | string
    | number
    | boolean
    | null;
}
