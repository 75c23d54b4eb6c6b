import { codeFrameColumns } from "@babel/code-frame";
import type { Problem } from "../errors.ts";

/**
 * The lines around a mistake, with a mark below it.
 * @param text of its file
 * @returns undefined when the file has nothing in it
 */
export function codeFrame(
  text: string,
  { where, length }: Pick<Problem, "where" | "length">,
): string | undefined {
  if (text === "") return undefined;
  const lineLength = text.split("\n")[where.line - 1]?.length ?? 0;
  const endColumn = Math.max(where.column, Math.min(where.column + length, lineLength + 1));
  const location = {
    start: { line: where.line, column: where.column },
    end: { line: where.line, column: endColumn },
  };
  return codeFrameColumns(text, location, { linesAbove: 2, linesBelow: 1 });
}
