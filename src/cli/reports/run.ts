import { toYaml } from "../../documents/to-yaml.ts";
import type { AttemptRecord, RunRecord, StepRecord } from "../../engine/records.ts";
import { count } from "./report.ts";
import { stateText } from "./run-state.ts";

/** One run for people: every step with its input, output, attempts and time. */
export function runReport(steps: readonly StepRecord[], run: RunRecord): string {
  return [...stepsReport(steps), lastLine(run)].join("\n");
}

/** The lines of every step, an empty one behind each. */
export function stepsReport(steps: readonly StepRecord[]): string[] {
  return steps.flatMap((step) => [...stepLines(step), ""]);
}

function stepLines(step: StepRecord): string[] {
  const { path, kind, uses, call, chosen, wake_at, status, input, output, error, attempts } = step;
  const facts = [
    status,
    ...(chosen === undefined ? [] : [chosen]),
    ...(status === "waiting" && wake_at !== undefined ? [`until ${wake_at}`] : []),
    ...(attempts.length > 0 ? [count(attempts.length, "attempt")] : []),
    ...(status === "skipped" ? [] : [`${milliseconds(step)} ms`]),
  ];
  return [
    `${MARKS[status] ?? "·"} ${path}  ${uses ?? call?.flow ?? kind}  ${facts.join(", ")}`,
    ...(input === undefined ? [] : block("with", input)),
    ...(output === undefined ? [] : block("output", output)),
    ...(attempts.length > 1 ? attempts.map(attemptLine) : []),
    ...(error === undefined ? [] : [`    ${error.reason}: ${error.message}`]),
  ];
}

const MARKS: { readonly [status: string]: string } = { succeeded: "✓", failed: "✗", skipped: "-" };

function milliseconds({ started_at, ended_at }: StepRecord): number {
  return Date.parse(ended_at ?? started_at) - Date.parse(started_at);
}

function attemptLine({ error, retry_at, ended_at }: AttemptRecord, index: number): string {
  if (error === undefined) return `    attempt ${index + 1}: ok`;
  const wait =
    retry_at === undefined || ended_at === undefined
      ? ""
      : `; next after ${Date.parse(retry_at) - Date.parse(ended_at)} ms`;
  return `    attempt ${index + 1}: ${error.reason}: ${error.message}${wait}`;
}

/** A value under its name, as indented YAML. */
export function block(name: string, value: unknown): string[] {
  return toYaml({ [name]: value })
    .split("\n")
    .map((line) => `    ${line}`);
}

function lastLine(run: RunRecord): string {
  if (run.finishedAt === undefined) return `${run.status}: something from outside is missing`;
  const time = (run.finishedAt ?? run.createdAt) - run.createdAt;
  const where = run.error?.step === undefined ? "" : ` at ${run.error.step}: ${run.error.reason}`;
  return `${stateText(run.status, run.failed?.count ?? 0)}${where} in ${time} ms`;
}
