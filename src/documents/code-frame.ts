import { codeFrameColumns } from "@babel/code-frame";
import type { Problem } from "../errors.ts";

const LINES_ABOVE = 2;
const LINES_BELOW = 1;

/** A user name and password in an address. */
const CREDENTIALS = /(?<=:\/\/)[^\s/?#"'@]+(?=@)/g;

/** Characters of a line that are shown. */
const WIDEST = 160;
/** Of those, how many stand before a mistake. */
const BEFORE = 60;

/** Shows a mistake; undefined when its file is not among the texts, or has nothing in it. */
export type Frame = (problem: Pick<Problem, "rule" | "where" | "length">) => string | undefined;

/**
 * Shows mistakes in files: the lines around each, with a mark below it; of long lines what is near to it, between
 * dots. Frames are read in logs of a CI: what looks like a secret is stars there.
 * @param texts by file
 */
export function framesOf(texts: ReadonlyMap<string, string>): Frame {
  // Each file is parted once: a large one may have many mistakes.
  const parted = new Map<string, readonly string[]>();
  return (problem) => {
    const { file } = problem.where;
    const text = texts.get(file);
    if (text === undefined || text === "") return undefined;
    const lines = parted.get(file) ?? text.split("\n");
    parted.set(file, lines);
    return codeFrame(lines, problem);
  };
}

function codeFrame(file: readonly string[], { rule, where, length }: Parameters<Frame>[0]): string {
  const first = Math.max(0, where.line - 1 - LINES_ABOVE);
  const around = file.slice(first, where.line + LINES_BELOW);
  const from = where.column - 1;
  const lines = around.map((line, at) => {
    const isSecret = rule === "literal-secret" && first + at === where.line - 1;
    const shown = isSecret
      ? line.slice(0, from) + stars(line.slice(from, from + length)) + line.slice(from + length)
      : line;
    // Before anything is cut: what is left of an address would not look like one.
    return shown.replaceAll(CREDENTIALS, stars);
  });
  const marked = part(lines[where.line - 1 - first] ?? "", from);
  const shown = lines.map((line, at) =>
    first + at === where.line - 1 ? marked.text : part(line, 0).text,
  );
  const start = where.column - marked.left;
  const end = Math.max(start, Math.min(start + length, marked.text.length + 1));
  const location = {
    start: { line: where.line, column: start },
    end: { line: where.line, column: end },
  };
  // Its types don't know `startLine` yet.
  const options = { linesAbove: LINES_ABOVE, linesBelow: LINES_BELOW, startLine: first + 1 };
  return codeFrameColumns(shown.join("\n"), location, options);
}

/** What is shown of a line, and by how many characters that moves what stands at a place of it. */
function part(line: string, place: number): { readonly text: string; readonly left: number } {
  if (line.length <= WIDEST) return { text: line, left: 0 };
  const start = wholeAt(line, Math.max(0, Math.min(place - BEFORE, line.length - WIDEST)));
  const end = wholeAt(line, start + WIDEST);
  const [before, behind] = [start > 0 ? "…" : "", end < line.length ? "…" : ""];
  return { text: before + line.slice(start, end) + behind, left: start - before.length };
}

/** A place that parts no character in two. */
function wholeAt(line: string, place: number): number {
  return /[\udc00-\udfff]/.test(line[place] ?? "") ? place - 1 : place;
}

function stars(text: string): string {
  return "*".repeat(text.length);
}
