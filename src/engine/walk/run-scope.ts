import type { CompiledFlow } from "../../flows/compiled-flow.ts";
import type { RunError, RunRecord, StepRecord, StepStatus } from "../../journal/records.ts";

/** The installation's values that templates may read. */
export interface RunValues {
  readonly vars: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, string>>;
}

/** What templates of a step read: the whole run so far. */
export interface RunScope extends Record<string, unknown> {
  readonly steps: Record<string, StepResult>;
  readonly vars: Record<string, unknown>;
}

/** What later steps see of a step. */
export interface StepResult {
  readonly status: StepStatus;
  readonly output?: unknown;
  readonly error?: RunError;
}

/** The scope of a run before its first step. */
export function runScope(
  flow: Pick<CompiledFlow, "name" | "version">,
  run: Pick<RunRecord, "id" | "createdAt" | "payload">,
  { vars, secrets }: RunValues,
): RunScope {
  return {
    steps: {},
    run: { id: run.id, started_at: new Date(run.createdAt).toISOString(), attempt: 1 },
    vars: { ...vars },
    secrets,
    ...startScope(flow, run.payload),
  };
}

/** What can be read of a run before there is one. */
export function startScope(
  { name, version }: Pick<CompiledFlow, "name" | "version">,
  payload: RunRecord["payload"],
): Record<string, unknown> {
  const trigger = "inputs" in payload ? payload : { trigger: payload };
  return { flow: { name, version }, ...trigger };
}

/** What steps in a place of their own read: the same, and what they change stays with them. */
export function ownScope(scope: RunScope, more: Readonly<Record<string, unknown>> = {}): RunScope {
  return { ...scope, ...more, steps: { ...scope.steps }, vars: { ...scope.vars } };
}

/** What the steps of a `catch`, and of `on_failure`, read: also why they are there. */
export function failureScope(scope: RunScope, error: RunError): RunScope {
  const { reason, code, message, step = "", status = null, attempts = 0 } = error;
  return { ...scope, error: { reason, code, message, step, status, attempts } };
}

/** What later steps see of a step. */
export function stepResult({ status, output, error }: StepRecord): StepResult {
  return {
    status,
    ...(output === undefined ? {} : { output }),
    ...(error === undefined ? {} : { error }),
  };
}
