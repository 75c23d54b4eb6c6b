import { Refusal } from "./refusal.ts";

/** Cells of a sheet; from 0, and without an end where the sheet ends. */
export interface Range {
  readonly title: string;
  readonly columns: readonly [from: number, to: number];
  readonly rows: readonly [from: number, to: number];
}

const A1 = /^'((?:[^']|'')+)'!([A-Z]*)(\d*)(?::([A-Z]*)(\d*))?$/;
const END = Number.POSITIVE_INFINITY;

/** Reads A1 notation with a quoted name. @throws Refusal 400 */
export function parseRange(text: unknown): Range {
  const [, name, left = "", top = "", right = left, bottom = top] = A1.exec(String(text)) ?? [];
  if (name === undefined) throw new Refusal(400, "Unable to parse range");
  return {
    title: name.replaceAll("''", "'"),
    columns: left === "" ? [0, END] : [numberOf(left), right === "" ? END : numberOf(right)],
    rows: [top === "" ? 0 : Number(top) - 1, bottom === "" ? END : Number(bottom) - 1],
  };
}

function numberOf(letters: string): number {
  return (
    Array.from(letters).reduce((sum, one) => sum * 26 + (one.codePointAt(0) ?? 64) - 64, 0) - 1
  );
}
