import { ActionError, type SourceLocation } from "../errors.ts";

/** Largest text that a template or a helper may make: 1 MiB. */
export const MAX_TEXT = 1024 * 1024;

/** What a helper throws: the runtime adds the place. The message names types, never values. */
export class HelperFailure extends Error {
  override readonly name = "HelperFailure";
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

/** Of a value that one might read in two ways, or as another one than is written. */
export class Doubtful extends HelperFailure {}

/** Throws when a text of this many UTF-16 units would be too large; call it before making one. */
export function limitText(length: number): void {
  if (length > MAX_TEXT) throw new HelperFailure("the text would be larger than 1 MiB");
}

/** A template that could not be rendered, as the step's failure. */
export function templateFailed(where: SourceLocation, message: string, hint?: string): ActionError {
  return failure("template_failed", where, message, hint);
}

/** A template that reads a value that is not there. */
export function missingValue(where: SourceLocation, message: string, hint?: string): ActionError {
  return failure("missing_value", where, message, hint);
}

function failure(code: string, where: SourceLocation, message: string, hint?: string): ActionError {
  return new ActionError("invalid_request", message, {
    code,
    where,
    ...(hint === undefined ? {} : { hint }),
  });
}

/** What kind of value this is, in words for messages. */
export function kindOf(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return "text";
  if (typeof value === "boolean") return "true or false";
  return typeof value === "object" ? "an object" : "a number";
}

/** At most ten names, each cut to a sensible length. */
export function listNames(names: readonly string[]): string {
  const shown = names
    .slice(0, 10)
    .map((name) => (name.length > 40 ? `${name.slice(0, 40)}…` : name));
  return names.length > 10 ? `${shown.join(", ")}, …` : shown.join(", ");
}
