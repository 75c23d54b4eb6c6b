/**
 * What a step that ended before a restart has left for the steps after it: what was read and set
 * inside of it. It is taken from the records, so nothing is done again.
 */
import type { CompiledStep } from "../../flows/compiled-flow.ts";
import type { StepRecord } from "../../journal/records.ts";
import { within } from "./frame.ts";
import { ownScope, type RunScope, stepResult } from "./run-scope.ts";

/** Finds the record of a path. */
type Recorded = (path: string) => StepRecord | undefined;

/** Takes a step's own result into the scope. */
export function takeResult({ id }: CompiledStep, record: StepRecord, scope: RunScope): void {
  scope.steps[id] = stepResult(record);
  if (record.kind === "set" && record.status === "succeeded")
    Object.assign(scope.vars, record.output);
}

/** Takes into the scope what the steps inside of a step have left there. */
export function restoreInside(
  step: CompiledStep,
  record: StepRecord,
  scope: RunScope,
  recorded: Recorded,
): void {
  const { path, chosen } = record;
  switch (step.kind) {
    case "switch":
      if (chosen !== undefined)
        restoreList(
          step.cases.get(chosen) ?? step.otherwise,
          casePath(path, chosen),
          scope,
          recorded,
        );
      return;
    case "for_each":
      if (step.concurrency > 1 || !Array.isArray(record.input)) return;
      for (const index of record.input.keys())
        restoreList(
          step.steps,
          within(path, index),
          { ...ownScope(scope), vars: scope.vars },
          recorded,
        );
      return;
    case "parallel":
      for (const [name, steps] of step.branches)
        restoreList(
          steps,
          within(path, name),
          { ...ownScope(scope), steps: scope.steps },
          recorded,
        );
      return;
    case "wait":
      if (step.until.kind === "webhook" && chosen === "on_timeout")
        restoreList(
          step.until.callback.onTimeout ?? [],
          within(path, "on_timeout"),
          scope,
          recorded,
        );
      return;
    case "uses":
    case "call":
    case "respond":
    case "set":
    case "stop":
  }
}

/** Where the steps of a case stand. A case is any text: a slash would look like another level. */
export function casePath(path: string, chosen: string): string {
  return within(path, encodeURIComponent(chosen));
}

function restoreList(
  steps: readonly CompiledStep[],
  path: string,
  scope: RunScope,
  recorded: Recorded,
): void {
  for (const step of steps) {
    const record = recorded(within(path, step.id));
    if (record === undefined) return;
    takeResult(step, record, scope);
    restoreInside(step, record, scope, recorded);
    const { error } = record;
    const caught = error && step.catches.find(({ reasons }) => reasons?.has(error.reason) ?? true);
    if (caught !== undefined)
      restoreList(caught.steps, within(record.path, "catch"), scope, recorded);
  }
}
