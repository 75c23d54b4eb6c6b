/**
 * The words for what can go wrong. Errors carry a code, and failed steps a reason from a closed
 * list; nothing in the program decides by the text of a message.
 */

/** A place in a file; lines and columns count from 1, columns in UTF-16 units. */
export interface SourceLocation {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** `flows/a.yaml:3:7`, as editors and terminals understand it. */
export function formatLocation(where: SourceLocation): string {
  return `${where.file}:${where.line}:${where.column}`;
}

/** One mistake in a flow or a configuration, found before anything runs. */
export interface Problem {
  /** Stable id of the rule, for example `unknown-key`. */
  readonly rule: string;
  readonly severity: "error" | "warning";
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
  readonly where: SourceLocation;
  /** How many columns the mistake covers on its first line; at least 1. */
  readonly length: number;
}

/** An expected failure: what happened, where, and what to do. It is shown without a stack. */
export class AhaflowError extends Error {
  override readonly name: string = "AhaflowError";
  readonly code: string;
  readonly hint: string | undefined;
  readonly where: SourceLocation | undefined;

  constructor(
    code: string,
    message: string,
    options: { hint?: string; where?: SourceLocation; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
    this.where = options.where;
  }
}

/** Files that can't be used; carries every problem, not only the first. */
export class ProblemsError extends AhaflowError {
  override readonly name = "ProblemsError";
  readonly problems: readonly Problem[];
  /** The text of the files, for code frames. */
  readonly texts: ReadonlyMap<string, string>;

  constructor(problems: readonly Problem[], texts: ReadonlyMap<string, string>) {
    const first = problems[0];
    super(
      "problems",
      first === undefined ? "no problems" : `${formatLocation(first.where)} ${first.message}`,
    );
    this.problems = problems;
    this.texts = texts;
  }
}

/** Why a step failed: a closed list, with what is worth another try. */
export const FAILURE_REASONS = {
  outside_window: { retryable: false },
  user_unavailable: { retryable: false },
  not_found: { retryable: false },
  invalid_request: { retryable: false },
  bad_credentials: { retryable: false },
  forbidden: { retryable: false },
  rate_limited: { retryable: true },
  unavailable: { retryable: true },
  timeout: { retryable: true },
  circuit_open: { retryable: true },
  interrupted: { retryable: true },
  cancelled: { retryable: false },
} as const satisfies Record<string, { retryable: boolean }>;

/** One of the closed list of failure reasons. */
export type FailureReason = keyof typeof FAILURE_REASONS;

/** How a failed attempt, step or run is stored: plain data, safe to show. */
export interface FailureRecord {
  readonly reason: FailureReason;
  /** A finer code, for example `missing_value` or `http_503`. */
  readonly code: string;
  readonly message: string;
  /** The HTTP status that the other side answered, if it answered. */
  readonly status?: number;
}

/** A failure with a reason of the closed list: what an action, or the making of its input, throws. */
export class ActionError extends AhaflowError {
  override readonly name = "ActionError";
  readonly reason: FailureReason;
  /** How long the other side asked to be left alone, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** The HTTP status of the answer, if there was one. */
  readonly status: number | undefined;

  constructor(
    reason: FailureReason,
    message: string,
    options: {
      code?: string;
      retryAfterMs?: number;
      status?: number;
      hint?: string;
      where?: SourceLocation;
      cause?: unknown;
    } = {},
  ) {
    super(options.code ?? reason, message, options);
    this.reason = reason;
    this.retryAfterMs = options.retryAfterMs;
    this.status = options.status;
  }

  /** The plain record that is stored and shown. */
  toRecord(): FailureRecord {
    const at = this.where === undefined ? "" : `${formatLocation(this.where)} `;
    const hint = this.hint === undefined ? "" : `; ${this.hint}`;
    return {
      reason: this.reason,
      code: this.code,
      message: `${at}${this.message}${hint}`,
      ...(this.status === undefined ? {} : { status: this.status }),
    };
  }
}

/** No call was made, because the connection rests, or one only to see: that uses up no try. */
export class CircuitOpen extends ActionError {
  /** What came of the call that was made to see. */
  readonly trial: ActionError | undefined;

  /** @param retryAfterMs until the run may ask again, in milliseconds */
  constructor(retryAfterMs: number, trial?: ActionError) {
    super("circuit_open", trial?.message ?? "the other side is down, and calls to it wait", {
      retryAfterMs,
      ...(trial === undefined ? {} : { code: trial.code }),
      ...(trial?.status === undefined ? {} : { status: trial.status }),
    });
    this.trial = trial;
  }
}
