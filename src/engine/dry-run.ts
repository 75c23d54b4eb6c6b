import { ActionError } from "../errors.ts";
import type { CompiledFlow, CompiledStep } from "../flows/compiled-flow.ts";
import { maskCredentialHeaders } from "../telemetry/redact.ts";
import type { StepRecord } from "./ports.ts";
import { renderInput } from "./run-action.ts";
import { type RunScope, stepResult } from "./run-scope.ts";
import { holds } from "./steps/uses.ts";

/**
 * What a flow would send, without sending it: each step's condition and input are made as in a
 * run, and the example of the action's schema stands in for its output.
 * @param redact masks secrets in plain data
 */
export function dryRun(
  flow: CompiledFlow,
  scope: RunScope,
  redact: (value: unknown) => unknown,
): StepRecord[] {
  const records: StepRecord[] = [];
  for (const step of flow.steps) {
    const record = tryStep(step, scope, redact);
    records.push(record);
    scope.steps[step.id] = stepResult(record);
    if (record.status === "failed") break;
  }
  return records;
}

function tryStep(
  step: CompiledStep,
  scope: RunScope,
  redact: (value: unknown) => unknown,
): StepRecord {
  const base = exampleRecord(step);
  try {
    if (!holds(step, scope)) return { ...base, status: "skipped", output: undefined };
    return { ...base, input: maskCredentialHeaders(redact(renderInput(step, scope))) };
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    return { ...base, status: "failed", output: undefined, error: error.toRecord() };
  }
}

/** A step as if it had succeeded with the example of its action's output. */
export function exampleRecord(step: CompiledStep): StepRecord {
  const time = new Date().toISOString();
  const examples = step.action.output["examples"] as unknown[] | undefined;
  return {
    path: step.id,
    uses: step.action.name,
    status: "succeeded",
    started_at: time,
    ended_at: time,
    output: examples?.[0] ?? {},
    attempts: [],
  };
}
