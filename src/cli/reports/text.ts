import { type Frame, framesOf } from "../../documents/code-frame.ts";
import { formatLocation, type Problem } from "../../errors.ts";
import { count, type Report } from "./report.ts";

/** For people: place, message, the lines around it, what to do, and a summary. */
export function textReport({ problems, texts, files }: Report): string {
  const frame = framesOf(texts);
  const blocks = problems.map((problem) => block(problem, frame));
  return [...blocks, summary(problems, files)].join("\n");
}

function block(problem: Problem, frameOf: Frame): string {
  const { rule, severity, message, hint, where } = problem;
  const lines = [`${formatLocation(where)} ${severity}: ${message} [${rule}]`];
  const frame = frameOf(problem);
  if (frame !== undefined) lines.push(frame);
  if (hint !== undefined) lines.push(`  ${hint}`);
  return `${lines.join("\n")}\n`;
}

function summary(problems: readonly Problem[], files: number | undefined): string {
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const warnings = problems.length - errors;
  const found = [
    ...(errors > 0 ? [count(errors, "error")] : []),
    ...(warnings > 0 ? [count(warnings, "warning")] : []),
  ].join(" and ");
  const checked = files === undefined ? "" : ` in ${count(files, "flow")}`;
  return found === "" ? `no problems${checked}` : `${found}${checked}`;
}
