// Generated from schemas/ by scripts/generate-types.mjs: do not edit, run `npm run schemas`.

/**
 * One answer for every attempt, or a list with one for each attempt.
 *
 * @minItems 1
 *
 * This interface was referenced by `TestFile`'s JSON-Schema
 * via the `definition` "answers".
 */
export type MockAnswers =
  | {
      output?: Output;
      error?: MockError;
    }
  | MockAnswer[];
/**
 * The call succeeds: what steps.<id>.output holds.
 *
 * This interface was referenced by `TestFile`'s JSON-Schema
 * via the `definition` "output".
 */
export type Output =
  | {
      [k: string]: unknown;
    }
  | unknown[]
  | string
  | number
  | boolean
  | null;
/**
 * Why a call failed, one of the closed list of docs/ahachat-api.md.
 *
 * This interface was referenced by `TestFile`'s JSON-Schema
 * via the `definition` "reason".
 */
export type Reason =
  | "outside_window"
  | "user_unavailable"
  | "not_found"
  | "invalid_request"
  | "bad_credentials"
  | "forbidden"
  | "rate_limited"
  | "unavailable"
  | "timeout"
  | "circuit_open"
  | "interrupted"
  | "cancelled";

/**
 * Tests of one flow, run by `ahaflow test` without network and without waiting.
 */
export interface TestFile {
  /**
   * The name of the flow that is tested.
   */
  flow: string;
  /**
   * Values for the vars of ahaflow.yaml during these tests. Without it a var has what the file says, with the defaults of its ${…}; the environment is never read.
   */
  vars?: {
    [k: string]: unknown;
  };
  /**
   * The cases, each one run of the flow.
   *
   * @minItems 1
   */
  tests: TestCase[];
}
/**
 * One run of the flow: what starts it, what its calls are answered, what has to come of it.
 *
 * This interface was referenced by `TestFile`'s JSON-Schema
 * via the `definition` "test".
 */
export interface TestCase {
  /**
   * What is tested, for people. Unique in the file.
   */
  name: string;
  trigger?: TestTrigger;
  /**
   * How often the delivery comes, with the pauses of its sender, or of a minute where none are known; as_sent: as often as the sender is known to try. Whatever the flow does, no step may tell the outside twice. Default 1.
   */
  deliveries?: number | string;
  /**
   * What actions answer, by the step's id, wherever it stands: one answer for every call, or a list with one for each. A call step, and a wait for a callback, are answered the same way; without a mock a call gives an empty output, and a callback does not come.
   */
  mocks?: {
    [k: string]: MockAnswers;
  };
  expect?: Expectation;
}
/**
 * The delivery that starts the run: the flow's sample, with these parts merged over it. Maps are merged at every depth; a list or a value replaces the sample's.
 *
 * This interface was referenced by `TestFile`'s JSON-Schema
 * via the `definition` "trigger".
 */
export interface TestTrigger {
  /**
   * false starts from an empty delivery. Default true where the flow has a sample.
   */
  sample?: boolean;
  /**
   * The request's body.
   */
  body?:
    | {
        [k: string]: unknown;
      }
    | unknown[]
    | string
    | number
    | boolean
    | null;
  /**
   * Parameters behind the ? of the address: text, or a list where a name stands several times.
   */
  query?: {
    [k: string]: string | string[];
  };
  /**
   * Headers. As in a real delivery, their names come in small letters.
   */
  headers?: {
    [k: string]: string;
  };
  /**
   * The parameters of the webhook's path.
   */
  params?: {
    [k: string]: string;
  };
  /**
   * HTTP method.
   */
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /**
   * When the delivery came, ISO 8601 with a zone: the test's clock begins here. Default 2026-01-05T02:00:00Z, a Monday, nine in the morning in Việt Nam.
   */
  received_at?: string;
  /**
   * Starts the run by the flow's schedule instead of a delivery: the slot's time, ISO 8601 with a zone. Without a webhook in the flow, the default is that of received_at.
   */
  scheduled_at?: string;
  /**
   * Starts the run as a call step does: what fits the flow's inputs.
   */
  inputs?: {
    [k: string]: unknown;
  };
}
/**
 * The call fails.
 *
 * This interface was referenced by `TestFile`'s JSON-Schema
 * via the `definition` "error".
 */
export interface MockError {
  reason: Reason;
  /**
   * What the failure says. Default: that it is from the test.
   */
  message?: string;
  /**
   * The finer code. Default: the reason.
   */
  code?: string;
}
/**
 * What one attempt is answered: either output or error.
 *
 * This interface was referenced by `TestFile`'s JSON-Schema
 * via the `definition` "answer".
 */
export interface MockAnswer {
  output?: Output;
  error?: MockError;
}
/**
 * What has to come of the run. What is not named is not checked, except that a run must not fail unless the test says so.
 *
 * This interface was referenced by `TestFile`'s JSON-Schema
 * via the `definition` "expectation".
 */
export interface Expectation {
  /**
   * How the run ends; waiting: for a callback that the test does not give; rejected: the flow's schema refuses the delivery, and there is no run. Default: failed where error is given, else succeeded.
   */
  status?: "succeeded" | "failed" | "cancelled" | "waiting" | "rejected";
  /**
   * With deliveries: how many runs they start.
   */
  runs?: number;
  error?: ExpectedRunError;
  /**
   * What has to come of single steps, by their ids, wherever they stand; one entry of a loop by its path: lines/0/send.
   */
  steps?: {
    [k: string]: StepExpectation;
  };
  /**
   * The ids of all steps that called their action, in order; retries do not count.
   */
  calls?: string[];
  /**
   * true compares the inputs of all steps with what `ahaflow test --update` stored in __snapshots__.
   */
  snapshot?: boolean;
  /**
   * Part of what the flow's output gives. Maps may have more keys; lists have to be the same length.
   */
  output?:
    | {
        [k: string]: unknown;
      }
    | unknown[]
    | string
    | number
    | boolean
    | null;
  response?: ExpectedResponse;
}
/**
 * The failure that ended the run.
 */
export interface ExpectedRunError {
  reason?: Reason;
  /**
   * The finer code.
   */
  code?: string;
  /**
   * The id of the step that failed; in a loop also its path: lines/0/send.
   */
  step?: string;
}
/**
 * What has to come of one step.
 *
 * This interface was referenced by `TestFile`'s JSON-Schema
 * via the `definition` "stepExpectation".
 */
export interface StepExpectation {
  /**
   * How the step ends; not_reached: the run ended before it.
   */
  status?: "succeeded" | "failed" | "skipped" | "waiting" | "cancelled" | "not_reached";
  /**
   * Part of the step's input, its templates filled. Maps may have more keys; lists have to be the same length.
   */
  with?: {
    [k: string]: unknown;
  };
  /**
   * Part of the step's output, compared as with.
   */
  output?:
    | {
        [k: string]: unknown;
      }
    | unknown[]
    | string
    | number
    | boolean
    | null;
  /**
   * How often the action was called.
   */
  attempts?: number;
  error?: ExpectedStepError;
}
/**
 * The failure of the step.
 */
export interface ExpectedStepError {
  reason?: Reason;
  /**
   * The finer code.
   */
  code?: string;
}
/**
 * What the respond step says to the waiting webhook.
 */
export interface ExpectedResponse {
  /**
   * HTTP status.
   */
  status?: number;
  /**
   * Some of the headers.
   */
  headers?: {
    [k: string]: string;
  };
  /**
   * Part of the body.
   */
  body?:
    | {
        [k: string]: unknown;
      }
    | unknown[]
    | string
    | number
    | boolean
    | null;
}
