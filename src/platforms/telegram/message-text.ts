/** What Telegram counts of a text. */
import { ActionError } from "../../errors.ts";

/** After entities are parsed (core.telegram.org/bots/api#sendmessage). */
const LONGEST_TEXT = 4_096;

/**
 * Characters of what is shown, as far as they are sure to count: of HTML its tags don't, and each entity is one.
 * Telegram's own count may be higher.
 */
function shownLength(text: string, format: string): number {
  const shown =
    format === "html"
      ? text
          .replaceAll(/<[^<>]*>/g, "")
          .replaceAll(/&(?:lt|gt|amp|quot|#\d{1,7}|#x[\da-f]{1,6});/gi, "x")
      : text;
  // A surrogate pair is one character.
  return Array.from(shown.trim()).length;
}

/** Why Telegram can't take a text of this length; undefined when it may. */
export function lengthMistake(text: string, format: string): string | undefined {
  const length = shownLength(text, format);
  if (length <= LONGEST_TEXT) return undefined;
  return `the text has ${length} characters, and Telegram takes ${LONGEST_TEXT}`;
}

/** What to do about a text that is too long. */
export const SHORTER = "shorten it with truncate, or send it in several messages";

/** @throws ActionError invalid_request; nothing is ever cut off */
export function assertLength(text: string, format: string): void {
  const mistake = lengthMistake(text, format);
  if (mistake === undefined) return;
  throw new ActionError("invalid_request", mistake, { code: "text_too_long", hint: SHORTER });
}
