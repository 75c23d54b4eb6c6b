/** What failures have in common: where, why, and with which words. */
import type { FailureReason } from "../errors.ts";
import type { RunError } from "./records.ts";

/** Why runs failed, without what is of one run alone. */
export interface FailureCause {
  readonly reason: FailureReason;
  readonly code: string;
  /** Path of the step, `*` for each place in a list; undefined: none. */
  readonly step: string | undefined;
  /** The message with {@link LEFT_OUT} for what is of one case. */
  readonly shape: string;
}

const LEFT_OUT = "…";

/** Longer ones say nothing more, in characters. */
const LONGEST_SHAPE = 200;

/** What is looked at of a message at most, in UTF-16 units: a quotation in it may be long. */
const LONGEST_MESSAGE = 2_000;

const QUOTED =
  /"[^"\n]*"|`[^`\n]*`|“[^”\n]*”|«[^»\n]*»|(?<![\p{L}\p{N}])'[^'\n]*'(?![\p{L}\p{N}])/gu;
const WORD = /[^\s/,;()…]+/g;

/** The cause of a run's failure. */
export function causeOf({ reason, code, step, message }: RunError): FailureCause {
  return { reason, code, step: step && withoutPlaces(step), shape: messageShape(message) };
}

/** A message as all of one cause have it. */
export function messageShape(message: string): string {
  const shape = message
    .slice(0, LONGEST_MESSAGE)
    .replace(QUOTED, LEFT_OUT)
    .replace(WORD, wordShape);
  const characters = Array.from(shape);
  return characters.length <= LONGEST_SHAPE
    ? shape
    : `${characters.slice(0, LONGEST_SHAPE).join("")}${LEFT_OUT}`;
}

/** A word without addresses of e-mail, and without its parts that have a digit in them. */
function wordShape(word: string): string {
  if (/[^@]@[^@]/.test(word)) return LEFT_OUT;
  return word
    .split(/([.:])/)
    .map((part) => (/\p{N}/u.test(part) ? LEFT_OUT : part))
    .join("")
    .replace(/…(?:[.:]…)+/g, LEFT_OUT);
}

/** The path of a record as all places of a list have it: `lines/3/send` has a star in its place. */
function withoutPlaces(path: string): string {
  return path.replaceAll(/(?<=\/)\d+(?=\/)/g, "*");
}
