import { ActionError } from "../../errors.ts";
import type { CompiledStep } from "../../flows/compiled-flow.ts";
import type { ActionSurroundings } from "../call-action.ts";
import type { DurableContext, StepLog } from "../durable-context.ts";
import type { StepRecord } from "../ports.ts";
import { runAction } from "../run-action.ts";
import type { RunScope } from "../run-scope.ts";

/** A step with `uses`: skipped when its `if` says so, else its action. */
export async function runUses(
  step: CompiledStep,
  scope: RunScope,
  context: DurableContext,
  log: StepLog,
  surroundings: ActionSurroundings,
): Promise<StepRecord> {
  const time = new Date(context.clock.now()).toISOString();
  const ended = {
    path: step.id,
    uses: step.action.name,
    started_at: time,
    ended_at: time,
    attempts: [],
  };
  // A call went out before the restart: the condition held then.
  if (log.left === undefined) {
    try {
      if (!holds(step, scope)) return { ...ended, status: "skipped" };
    } catch (error) {
      if (!(error instanceof ActionError)) throw error;
      return { ...ended, status: "failed", error: error.toRecord() };
    }
  }
  return runAction(step, scope, context, log, surroundings);
}

/** Whether the step's `if` lets it run: it does not for false, empty text, 0 and null. */
export function holds(step: CompiledStep, scope: RunScope): boolean {
  return step.condition === undefined || Boolean(step.condition.render(scope));
}
