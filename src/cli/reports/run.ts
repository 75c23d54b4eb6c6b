import { toYaml } from "../../documents/to-yaml.ts";
import type { Step } from "../../generated/admin-api.ts";
import type { RunRecord } from "../../journal/records.ts";
import { count } from "./report.ts";
import { stateText } from "./run-state.ts";

/** One run for people: every step with its input, output, attempts and time. */
export function runReport(steps: readonly Step[], run: RunRecord): string {
  return [...stepsReport(steps), lastLine(run)].join("\n");
}

/**
 * The lines of every step, an empty one behind each.
 * @param clock how moments are told; without, only how long things took
 */
export function stepsReport(steps: readonly Step[], clock?: (iso: string) => string): string[] {
  return steps.flatMap((step) => [...stepLines(step, clock), ""]);
}

function stepLines(step: Step, clock: ((iso: string) => string) | undefined): string[] {
  const { path, kind, uses, call, chosen, wake_at, status, input, output, error, attempts } = step;
  const facts = [
    status,
    ...(chosen === undefined ? [] : [chosen]),
    ...(status === "waiting" && wake_at !== undefined
      ? [`until ${clock?.(wake_at) ?? wake_at}`]
      : []),
    ...(attempts.length > 0 ? [count(attempts.length, "attempt")] : []),
    ...(status === "skipped" || step.ended_at === undefined ? [] : [took(step)]),
    ...(clock === undefined ? [] : [`at ${clock(step.started_at)}`]),
  ];
  return [
    `${MARKS[status] ?? "·"} ${path}  ${uses ?? call?.flow ?? kind}  ${facts.join(", ")}`,
    ...(input === undefined ? [] : block("with", input)),
    ...(output === undefined ? [] : block("output", output)),
    ...(attempts.length > 1 || clock !== undefined
      ? attempts.map((attempt, index) => attemptLine(attempt, index, clock))
      : []),
    ...(error === undefined ? [] : [`    ${error.reason}: ${error.message}`]),
  ];
}

const MARKS: { readonly [status: string]: string } = { succeeded: "✓", failed: "✗", skipped: "-" };

/** How long a step or a try of it took. */
function took({
  started_at,
  ended_at = started_at,
}: Pick<Step, "started_at" | "ended_at">): string {
  return `${Date.parse(ended_at) - Date.parse(started_at)} ms`;
}

function attemptLine(
  attempt: Step["attempts"][number],
  index: number,
  clock: ((iso: string) => string) | undefined,
): string {
  const { error, retry_at, started_at, ended_at } = attempt;
  const when =
    clock === undefined
      ? ""
      : ` at ${clock(started_at)}${ended_at === undefined ? "" : `, ${took(attempt)}`}`;
  const name = `    attempt ${index + 1}${when}`;
  if (error === undefined) return `${name}: ${ended_at === undefined ? "not ended" : "ok"}`;
  const wait =
    retry_at === undefined || ended_at === undefined
      ? ""
      : `; next after ${Date.parse(retry_at) - Date.parse(ended_at)} ms`;
  return `${name}: ${error.reason}: ${error.message}${wait}`;
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
