import type { FailureRecord } from "../errors.ts";
import type { Expectation, StepExpectation, TestCase } from "../generated/test.ts";
import type { RunError, StepRecord } from "../journal/records.ts";
import { type Difference, differences, shown } from "./differences.ts";
import type { CaseRun } from "./run-case.ts";
import { idIn, isNamed, type StepNames } from "./step-names.ts";

/** Everything that did not come as the test says; snapshots are looked at elsewhere. */
export function checkCase(
  { expect = {} }: TestCase,
  outcome: CaseRun,
  names: StepNames,
): Difference[] {
  const { error, steps, log, output, response } = outcome;
  return [
    ...checkStatus(expect, outcome, names),
    ...[...log.unanswered].map((id) => ({
      path: ["mocks", id],
      expected: "an answer for every attempt",
      actual: "one attempt more than the list has answers",
    })),
    ...checkTold(outcome),
    ...(expect.runs === undefined
      ? []
      : differences(expect.runs, outcome.runs, ["expect", "runs"], "exact")),
    ...checkError(expect.error, namedAs(expect.error?.step, error, names), ["expect", "error"]),
    ...Object.entries(expect.steps ?? {}).flatMap(([id, wanted]) =>
      checkStep(wanted, findStep(steps, id), ["expect", "steps", id]),
    ),
    ...(expect.calls === undefined
      ? []
      : differences(expect.calls, callsMade(log), ["expect", "calls"], "exact")),
    ...(expect.output === undefined
      ? []
      : differences(expect.output, output, ["expect", "output"], "partial")),
    ...(expect.response === undefined
      ? []
      : differences(expect.response, response, ["expect", "response"], "partial")),
  ];
}

/** What one event told the outside more than once. */
function checkTold({ runs, log }: CaseRun): Difference[] {
  return [...log.told]
    .filter(([, { size }]) => size > 1)
    .map(([path, { size }]) => ({
      path: ["deliveries"],
      expected: `${path} called by one run`,
      actual: `called by ${size} of ${runs} runs: a dedupe key makes repeats one`,
    }));
}

/** A step by its path, or by its id: then the first of those that a loop has done. */
function findStep(steps: readonly StepRecord[], name: string): StepRecord | undefined {
  return steps.find(({ path }) => path === name) ?? steps.find(({ path }) => isNamed(path, name));
}

/** The ids of the steps that called, each once. */
function callsMade({ inputs }: CaseRun["log"]): string[] {
  return [...new Set([...inputs.keys()].map(idIn))];
}

/** A failure whose step is written as the test writes it, when it is the one that the test means. */
function namedAs(
  wanted: string | undefined,
  error: RunError | undefined,
  names: StepNames,
): RunError | undefined {
  const step = error?.step;
  if (error === undefined || step === undefined) return error;
  const isMeant = wanted !== undefined && isNamed(step, wanted);
  return { ...error, step: isMeant ? wanted : names.shown(step) };
}

function checkStatus(
  { status: given, error: failure }: Expectation,
  { status, error, refusal }: CaseRun,
  names: StepNames,
): Difference[] {
  const expected = given ?? (failure === undefined ? "succeeded" : "failed");
  if (status === expected) return [];
  const at = error?.step === undefined ? "" : ` at ${names.shown(error.step)}`;
  const why = error === undefined ? refusal : failureText(error);
  const actual = `${status}${at}${why === undefined ? "" : `: ${why}`}`;
  return [{ path: ["expect", "status"], expected, actual }];
}

function failureText({ reason, code, message }: FailureRecord): string {
  return `${reason}${code === reason ? "" : ` (${code})`}: ${message}`;
}

function checkStep(
  wanted: StepExpectation,
  step: StepRecord | undefined,
  path: readonly string[],
): Difference[] {
  const status = step?.status ?? "not_reached";
  const expected = wanted.status ?? (wanted.error === undefined ? status : "failed");
  const why = step?.error === undefined ? "" : `: ${failureText(step.error)}`;
  const found: Difference[] =
    status === expected ? [] : [{ path: [...path, "status"], expected, actual: status + why }];
  for (const key of ["with", "output"] as const) {
    if (wanted[key] === undefined) continue;
    const actual = key === "with" ? step?.input : step?.output;
    if (actual !== undefined)
      found.push(...differences(wanted[key], actual, [...path, key], "partial"));
    else if (found.length === 0)
      found.push({ path: [...path, key], expected: shown(wanted[key]), actual: `${status}${why}` });
  }
  if (wanted.attempts !== undefined)
    found.push(
      ...differences(wanted.attempts, step?.attempts.length ?? 0, [...path, "attempts"], "exact"),
    );
  return [...found, ...checkError(wanted.error, step?.error, [...path, "error"])];
}

function checkError(
  wanted: Expectation["error"],
  error: FailureRecord | undefined,
  path: readonly string[],
): Difference[] {
  return wanted === undefined ? [] : differences(wanted, error, path, "partial");
}
