/** Keys and texts that are no JSON, in the form that gives them back to the letter. */
import { keptKey, keptText } from "../kept-text.ts";
import type { Driver } from "./driver.ts";

/** A key as the journal has it. */
export function keyAsKept(key: string): string {
  return keptText(keptKey(key));
}

const HAS_MARKS = "instr(text, char(0)) > 0 OR substr(text, 1, 1) = char(1)";

/** A letter above U+FFFF counts as two in a key. */
const MAY_BE_LONG = "length(text) > 250";

/** Where such texts stand: with a column that, with them, finds a row, and what is kept of them. */
const TEXTS = [
  ["dedupe", "flow", "key", keyAsKept],
  ["callbacks", "path", "key", keyAsKept],
  ["early_callbacks", "path", "key", keyAsKept],
  ["runs", "seq", "concurrency_key", keptText],
  ["runs", "seq", "stop_reason", keptText],
] as const;

/** Brings the texts of a journal of before to this form, inside a transaction that somebody else holds. */
export function keepAllTexts(database: Driver): void {
  for (const [table, other, column, kept] of TEXTS) {
    // In hexadecimal: the driver would cut them.
    const odd = database.prepare(
      `SELECT ${other} AS other, hex(text) AS hex FROM (SELECT ${other}, ${column} AS text FROM ${table})
       WHERE ${kept === keyAsKept ? `${HAS_MARKS} OR ${MAY_BE_LONG}` : HAS_MARKS}`,
    );
    const put = database.prepare(
      `UPDATE ${table} SET ${column} = ? WHERE ${other} = ? AND ${column} = ?`,
    );
    for (const row of odd.all() as { other: unknown; hex: string }[]) {
      const text = Buffer.from(row.hex, "hex").toString();
      put.run(kept(text), row.other, text);
    }
  }
}
