import type { CompiledFlow } from "../flows/compiled-flow.ts";
import type { ActionSurroundings } from "./call-action.ts";
import type { DurableContext } from "./durable-context.ts";
import type { RunError } from "./ports.ts";
import { type RunValues, runScope, stepResult } from "./run-scope.ts";
import { runUses } from "./steps/uses.ts";

/** How the walk through a flow's steps ended. */
export type Outcome =
  | { readonly status: "succeeded" }
  | { readonly status: "failed"; readonly error: RunError };

/**
 * Walks a flow's steps through the durable context. Deterministic over what is recorded: after a
 * crash the same walk passes over the steps that have ended.
 * @throws Suspended when the daemon stops first
 */
export async function interpret(
  flow: CompiledFlow,
  context: DurableContext,
  surroundings: ActionSurroundings & { readonly values: RunValues },
): Promise<Outcome> {
  const scope = runScope(flow, context.run, surroundings.values);
  for (const step of flow.steps) {
    const record = await context.step(step.id, (log) =>
      runUses(step, scope, context, log, surroundings),
    );
    scope.steps[step.id] = stepResult(record);
    if (record.status === "failed" && record.error !== undefined)
      return { status: "failed", error: { ...record.error, step: step.id } };
  }
  return { status: "succeeded" };
}
