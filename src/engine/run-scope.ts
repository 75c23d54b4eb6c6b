import type { FailureRecord } from "../errors.ts";
import type { CompiledFlow } from "../flows/compiled-flow.ts";
import type { RunRecord, StepRecord, StepStatus } from "./ports.ts";

/** The installation's values that templates may read. */
export interface RunValues {
  readonly vars: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, string>>;
}

/** What templates of a step read: the whole run so far. */
export interface RunScope extends Record<string, unknown> {
  readonly steps: Record<string, StepResult>;
}

interface StepResult {
  readonly status: StepStatus;
  readonly output?: unknown;
  readonly error?: FailureRecord;
}

/** The scope of a run before its first step. */
export function runScope(
  flow: CompiledFlow,
  run: Pick<RunRecord, "id" | "createdAt" | "payload">,
  values: RunValues,
): RunScope {
  return {
    trigger: run.payload,
    steps: {},
    run: { id: run.id, started_at: new Date(run.createdAt).toISOString() },
    flow: { name: flow.name, version: flow.version },
    ...values,
  };
}

/** What later steps see of a step. */
export function stepResult({ status, output, error }: StepRecord): StepResult {
  return {
    status,
    ...(output === undefined ? {} : { output }),
    ...(error === undefined ? {} : { error }),
  };
}
