import { codeFrameColumns } from "@babel/code-frame";
import type { Problem } from "../errors.ts";

/** A user name and password in an address. */
const CREDENTIALS = /(?<=:\/\/)[^\s/?#"'@]+(?=@)/g;

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
  const lines = text.split("\n").map((line) => line.replaceAll(CREDENTIALS, stars));
  const line = lines[where.line - 1] ?? "";
  const [before, marked] = [line.slice(0, where.column - 1), line.slice(where.column - 1)];
  if (rule === "literal-secret")
    lines[where.line - 1] = before + stars(marked.slice(0, length)) + marked.slice(length);
  const endColumn = Math.max(where.column, Math.min(where.column + length, line.length + 1));
  const location = {
    start: { line: where.line, column: where.column },
    end: { line: where.line, column: endColumn },
  };
  return codeFrameColumns(lines.join("\n"), location, { linesAbove: 2, linesBelow: 1 });
}

function stars(text: string): string {
  return "*".repeat(text.length);
}
