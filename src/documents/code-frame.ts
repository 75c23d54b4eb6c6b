import { codeFrameColumns } from "@babel/code-frame";
import type { Problem } from "../errors.ts";

const LINES_ABOVE = 2;
const LINES_BELOW = 1;

/** A user name and password in an address. */
const CREDENTIALS = /(?<=:\/\/)[^\s/?#"'@]+(?=@)/g;

/** The line of a frame that has the mistake, behind its number. */
const MARKED_LINE = /(?<=^> *\d+ \| ).*/m;

/**
 * The lines around a mistake, with a mark below it. Frames are read in logs of a CI: what looks like a secret is
 * stars there.
 * @param text of its file
 * @returns undefined when the file has nothing in it
 */
export function codeFrame(
  text: string,
  { rule, where, length }: Pick<Problem, "rule" | "where" | "length">,
): string | undefined {
  if (text === "") return undefined;
  const lines = text.split("\n");
  const lineLength = lines[where.line - 1]?.length ?? 0;
  const endColumn = Math.max(where.column, Math.min(where.column + length, lineLength + 1));
  const location = {
    start: { line: where.line, column: where.column },
    end: { line: where.line, column: endColumn },
  };
  // Of these lines alone: a large file with many mistakes would be looked through for each.
  const first = Math.max(0, where.line - 1 - LINES_ABOVE);
  const around = lines.slice(first, where.line + LINES_BELOW).join("\n");
  // Its types don't know `startLine` yet.
  const options = { linesAbove: LINES_ABOVE, linesBelow: LINES_BELOW, startLine: first + 1 };
  const frame = codeFrameColumns(around, location, options);
  const shown = frame.replaceAll(CREDENTIALS, stars);
  if (rule !== "literal-secret") return shown;
  const from = where.column - 1;
  return shown.replace(
    MARKED_LINE,
    (line) =>
      line.slice(0, from) + stars(line.slice(from, from + length)) + line.slice(from + length),
  );
}

function stars(text: string): string {
  return "*".repeat(text.length);
}
