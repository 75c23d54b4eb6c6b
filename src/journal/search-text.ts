/** Texts as people look for them: without capitals, diacritics, and the spaces inside of a number. */
import type { RunRecord, StepRecord } from "./records.ts";

/** Parts of a telephone number, and what people write between them. Linear: each part begins with a digit. */
export const GROUPED_DIGITS = /\d(?:[ .()-]{0,3}\d)+/g;

/** Grouped digits that may be a telephone number are found without their separators, from so many on. */
export const FEWEST_GROUPED = 7;

/**
 * A text without case and diacritics, whether they are composed (NFC) or not (NFD); đ is d. White
 * space and control characters are one space, the many dashes are one.
 */
export function plainText(text: string): string {
  return bare(text)
    .toLowerCase()
    .replace(/[\s\p{Cc}]+/gu, " ");
}

function bare(text: string): string {
  // Most texts of a run need nothing of this.
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  return (
    text
      .replace(/\p{Surrogate}/gu, "\ufffd")
      .normalize("NFKD")
      // Cf: what copied telephone numbers have around them and nobody sees.
      .replace(/[\p{M}\p{Cf}]+/gu, "")
      // Also the letter eth, which many take for it.
      .replace(/[đĐðÐ]/g, "d")
      .replace(/\p{Pd}/gu, "-")
  );
}

/**
 * What is found of plain data: each text and number in it once, on a line of its own, as
 * {@link plainText}; grouped digits also without what stands between them.
 */
export function searchText(data: unknown): string {
  const values = new Set<string>();
  collect(data, values);
  const lines = new Set<string>();
  for (const value of values) {
    const line = plainText(value);
    lines.add(line);
    for (const [grouped] of line.matchAll(GROUPED_DIGITS)) {
      const digits = grouped.replace(/\D/g, "");
      if (digits.length >= FEWEST_GROUPED && digits.length < grouped.length) lines.add(digits);
    }
  }
  return [...lines].join("\n");
}

/** What is found of a run: what came, what its steps sent and were answered, and what went wrong. */
export function runText(
  { payload, output, error }: Pick<RunRecord, "payload" | "output" | "error">,
  steps: readonly StepRecord[],
): string {
  const done = steps.map((step) => [
    step.input,
    step.output,
    step.error,
    step.stop?.reason,
    step.attempts.map((attempt) => attempt.error),
  ]);
  return searchText([payload, done, output, error]);
}

function collect(data: unknown, values: Set<string>): void {
  if (typeof data === "string") values.add(data);
  else if (typeof data === "number") values.add(String(data));
  else if (typeof data === "object" && data !== null)
    for (const value of Object.values(data)) collect(value, values);
}
