import { commentsOf } from "../documents/comments.ts";
import type { Problem } from "../errors.ts";
import { nearestName } from "../nearest-name.ts";
import { canBeIgnored, findRule, RULES } from "../rules.ts";

const COMMENT = /^#\s*ahaflow-ignore(?=\s|:|$)[\s:]*/;

/** One line, or the lines of a text that begins on it, of which a rule's warnings are left out. */
interface Silence {
  readonly rule: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Leaves out the warnings that comments silence: `# ahaflow-ignore maybe-skipped` at the end of the
 * line or on the line before, several rules with commas. Errors stay, but for the one that is a guess. A rule that does not exist is
 * a warning itself.
 */
export function silenceWarnings(
  file: string,
  source: string,
  problems: readonly Problem[],
): readonly Problem[] {
  if (!source.includes("ahaflow-ignore")) return problems;
  const { silences, unknown } = readComments(file, source);
  return [...problems, ...unknown].filter(
    ({ severity, rule, where }) =>
      (severity === "error" && !canBeIgnored(rule)) ||
      !silences.some((one) => one.rule === rule && one.from <= where.line && where.line <= one.to),
  );
}

function readComments(file: string, source: string): { silences: Silence[]; unknown: Problem[] } {
  const lines = source.split("\n");
  const silences: Silence[] = [];
  const unknown: Problem[] = [];
  for (const { text, offset, alone } of commentsOf(source)) {
    const start = COMMENT.exec(text)?.[0];
    if (start === undefined) continue;
    const line = source.slice(0, offset).split("\n").length;
    const from = alone ? nextLine(lines, line) : line;
    const column = offset - source.lastIndexOf("\n", offset - 1);
    for (const { 0: rule, index } of text.slice(start.length).matchAll(/[^\s,]+/g)) {
      if (findRule(rule) === undefined)
        unknown.push(unknownRule(rule, { file, line, column: column + start.length + index }));
      else silences.push({ rule, from, to: lastLine(lines, from) });
    }
  }
  return { silences, unknown };
}

/** The first line behind `line` that is more than a comment. */
function nextLine(lines: readonly string[], line: number): number {
  let next = line + 1;
  while (/^\s*(?:#|$)/.test(lines[next - 1] ?? "end")) next += 1;
  return next;
}

/** The last line of what begins on `line`: a block of text has no place for comments in it. */
function lastLine(lines: readonly string[], line: number): number {
  const first = lines[line - 1] ?? "";
  if (!/[|>][-+\d]*\s*(?:#.*)?$/.test(first)) return line;
  const indent = first.search(/\S/);
  let last = line;
  while (last < lines.length && /^\s*$/.test(lines[last]?.slice(0, indent + 1) ?? "")) last += 1;
  return last;
}

function unknownRule(rule: string, where: Problem["where"]): Problem {
  const near = nearestName(rule, Object.keys(RULES));
  return {
    rule: "unknown-rule",
    severity: "warning",
    message: `there is no rule "${rule}"`,
    hint: near === undefined ? "docs/rules.md lists the rules" : `did you mean "${near}"?`,
    where,
    length: rule.length,
  };
}
