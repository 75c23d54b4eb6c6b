import { Line } from "../../outgoing/line.ts";

/** Sheets whose lines are kept although nobody is in them. */
const MOST_IDLE = 1_000;

/** Of the whole process: several connections may lead to one sheet, as two do while ahaflow.yaml is read anew. */
const lines = new Map<string, Line>();

/** Whoever adds a row to a sheet goes behind those who came before. */
export function lineOf(sheet: string): Line {
  const known = lines.get(sheet);
  if (known !== undefined) return known;
  if (lines.size >= MOST_IDLE)
    for (const [other, { isIdle }] of lines) if (isIdle) lines.delete(other);
  const made = new Line();
  lines.set(sheet, made);
  return made;
}
