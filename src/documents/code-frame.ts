import { codeFrameColumns } from "@babel/code-frame";
import type { Problem } from "../errors.ts";

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
  const lineLength = text.split("\n")[where.line - 1]?.length ?? 0;
  const endColumn = Math.max(where.column, Math.min(where.column + length, lineLength + 1));
  const location = {
    start: { line: where.line, column: where.column },
    end: { line: where.line, column: endColumn },
  };
  const frame = codeFrameColumns(text, location, { linesAbove: 2, linesBelow: 1 });
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
