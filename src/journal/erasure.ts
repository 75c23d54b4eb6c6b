/** Erasure of what is kept of a person: whom it is about, and what a store promises. */
import type { RunError, StepRecord, TriggerPayload } from "./records.ts";
import { readTerms } from "./search-terms.ts";

/** What is looked for as a whole: one id, telephone number or address of e-mail. */
export interface ExactTerm {
  /** As `readTerms` has it: of a telephone number the part that all its forms have. */
  readonly text: string;
}

/** One erasure, as it is asked of a store. */
export interface Erasing {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly term: ExactTerm;
  readonly runIds: readonly string[];
  /** Refusals by their ids. */
  readonly refusals: readonly number[];
}

/** One that was done; whom it was about is not kept. */
export interface Erasure {
  readonly id: string;
  readonly at: number;
  readonly runs: number;
  readonly refusals: number;
}

/** What a store does about persons. */
export interface ErasureStore {
  /**
   * Takes out of the runs all that came, was sent and was answered, and what else it has of the term;
   * nothing when one of them has not ended.
   * @returns the runs that have not ended
   * @throws AhaflowError `backup_running`
   */
  erase(erasing: Erasing): Promise<readonly string[]>;
  /** Overwrites what was erased, also in what the store has let go of before, where that is soon done or `whole`. */
  scrub(whole: boolean): Promise<void>;
  /** The newest first, at most 500. */
  erasures(): Promise<Erasure[]>;
}

/** Shortest text that names one person, in characters. */
export const SHORTEST_EXACT = 5;

/**
 * Reads what somebody types.
 * @returns undefined for a name, which many have, for more than one term, and for one that is too short
 */
export function readExactTerm(query: string): ExactTerm | undefined {
  const [text = "", ...more] = readTerms(query)?.terms ?? [];
  const isNaming = /\p{N}/u.test(text) || /[^@\s]@[^@\s]/.test(text);
  return more.length > 0 || !isNaming || /\s/.test(text) || Array.from(text).length < SHORTEST_EXACT
    ? undefined
    : { text };
}

/** What stands before the part of a telephone number that all its forms have. */
const PREFIX = /(?:^|[^\p{L}\p{N}])(?:\+?(?:00)?840?|0)?$/u;
const LONGEST_PREFIX = 7;

/** Whether a text of `searchText` has the term, and not as a part of another one. */
export function hasExactly(text: string, { text: term }: ExactTerm): boolean {
  const isAddress = term.includes("@");
  const isNumber = /^\d{7,12}$/.test(term);
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
    const before = text.slice(Math.max(0, at - LONGEST_PREFIX), at);
    const after = text.slice(at + term.length, at + term.length + 2);
    const begins = isNumber
      ? PREFIX.test(before)
      : !(isAddress ? /[\p{L}\p{N}._%+-]$/u : /[\p{L}\p{N}]$/u).test(before);
    const goesOn = isAddress ? /^(?:[\p{L}\p{N}_%+-]|\.[\p{L}\p{N}])/u : /^[\p{L}\p{N}]/u;
    if (begins && !goesOn.test(after)) return true;
  }
  return false;
}

const ERASED = "(erased)";

/** What is left of a payload: how the run was started. */
export function erasedPayload(payload: TriggerPayload): TriggerPayload {
  if ("scheduled_at" in payload) return payload;
  if ("inputs" in payload) return { inputs: null };
  const { method, received_at } = payload;
  return { method, path: ERASED, headers: {}, query: {}, params: {}, body: null, received_at };
}

/** What is left of a failure: its reason. */
export function erasedError<Failure extends Pick<RunError, "message">>(error: Failure): Failure {
  return { ...error, message: ERASED };
}

/** What is left of a step: what kind it is, when it was done, and how it ended. */
export function erasedStep(record: StepRecord): StepRecord {
  const { input: _input, output: _output, error, stop, call, attempts, ...kept } = record;
  const failed = call?.failed;
  return {
    ...kept,
    ...(error === undefined ? {} : { error: erasedError(error) }),
    ...(stop === undefined ? {} : { stop: { status: stop.status } }),
    ...(call === undefined
      ? {}
      : {
          call: {
            ...call,
            ...(failed && { failed: { ...failed, first: erasedError(failed.first) } }),
          },
        }),
    attempts: attempts.map((attempt) =>
      attempt.error === undefined ? attempt : { ...attempt, error: erasedError(attempt.error) },
    ),
  };
}
