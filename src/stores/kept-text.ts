/**
 * Texts as databases give them back: PostgreSQL has no NUL, SQLite's driver cuts a text there, and halves of
 * characters would become other ones. JSON has both escaped already; other texts that have them are kept as
 * JSON behind a mark.
 */
import { createHash } from "node:crypto";

const MARK = "\u0001json:";

/** Longer keys are kept as their hash, in UTF-16 units: an index of PostgreSQL takes no more than 2,700 bytes. */
const LONGEST_KEY = 500;

/** Two texts are kept the same only when they are. */
export function keptText(text: string): string {
  const isTaken =
    !text.startsWith("\u0001") && !text.includes("\0") && !/\p{Surrogate}/u.test(text);
  return isTaken ? text : MARK + JSON.stringify(text);
}

/** The text that is kept so. */
export function textOf(kept: string): string {
  return kept.startsWith(MARK) ? (JSON.parse(kept.slice(MARK.length)) as string) : kept;
}

/** A key that is only looked up, never read. */
export function keptKey(key: string): string {
  if (key.length <= LONGEST_KEY) return key;
  return `\u0001sha256:${createHash("sha256").update(JSON.stringify(key)).digest("hex")}`;
}
