/** What Zalo takes of a text. */
import { ActionError } from "../../errors.ts";

/** Characters (docs/zalo.md); a surrogate pair is one, as far as anybody says. */
const LONGEST_TEXT = 2_000;

/** What to do about a text that is too long. */
export const SHORTER = "shorten it with truncate, or send it in several messages";

/** Why Zalo can't take a text of this length; undefined when it may. */
export function lengthMistake(text: string): string | undefined {
  const { length } = Array.from(text);
  if (length <= LONGEST_TEXT) return undefined;
  return `the text has ${length} characters, and Zalo takes ${LONGEST_TEXT}`;
}

/** @throws ActionError invalid_request; nothing is ever cut off */
export function assertLength(text: string): void {
  const mistake = lengthMistake(text);
  if (mistake === undefined) return;
  throw new ActionError("invalid_request", mistake, { code: "text_too_long", hint: SHORTER });
}
