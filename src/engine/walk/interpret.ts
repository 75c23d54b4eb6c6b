import { ActionError } from "../../errors.ts";
import type { CompiledFlow } from "../../flows/compiled-flow.ts";
import type { RunError, RunResult, StopRecord } from "../../journal/records.ts";
import { cancelled } from "../dispatch/early-ends.ts";
import type { DurableContext } from "./durable-context.ts";
import type { Frame, StepSurroundings } from "./frame.ts";
import { Cancelled, type Deadline, Expired, StepFailure, Stopped } from "./interruptions.ts";
import { failureScope, runScope } from "./run-scope.ts";
import { runSteps } from "./run-steps.ts";
import { checkSize } from "./steps/succeeded.ts";

/** How the walk through a flow's steps ended. */
export type Outcome = Omit<RunResult, "finishedAt">;

/**
 * Walks a flow's steps through the durable context. Deterministic over what is recorded: after a
 * crash the same walk passes over the steps that have ended.
 * @throws Suspended, Parked when the run has to go on later
 */
export async function interpret(
  flow: CompiledFlow,
  context: DurableContext,
  surroundings: StepSurroundings,
): Promise<Outcome> {
  const deadline: Deadline | undefined =
    flow.timeoutMs === undefined
      ? undefined
      : { at: context.run.createdAt + flow.timeoutMs, path: "" };
  const scope = runScope(flow, context.run, surroundings.values);
  const frame: Frame = { runSteps, context, surroundings, scope, path: "", deadline };
  const outcome = await walk(flow, frame);
  if (outcome.status === "failed") await afterFailure(flow, outcome.error as RunError, frame);
  return context.failed === undefined ? outcome : { failed: context.failed, ...outcome };
}

async function walk(flow: CompiledFlow, frame: Frame): Promise<Outcome> {
  try {
    await runSteps(flow.steps, frame);
    if (flow.output === undefined) return { status: "succeeded" };
    const output = flow.output.render(frame.scope);
    checkSize(output, "output", frame.surroundings.limits.outputBytes);
    return { status: "succeeded", output };
  } catch (error) {
    if (error instanceof StepFailure) return { status: "failed", error: error.error };
    if (error instanceof ActionError)
      return { status: "failed", error: frame.surroundings.redact(error.toRecord()) as RunError };
    if (error instanceof Stopped) return stopped(error.stop);
    if (error instanceof Cancelled) return cancelled(frame.context.supersededBy);
    if (error instanceof Expired)
      return {
        status: "failed",
        error: {
          reason: "cancelled",
          code: "flow_timeout",
          message: "the flow's time-out is over",
        },
      };
    throw error;
  }
}

function stopped({ status, reason }: StopRecord): Outcome {
  const said = reason === undefined ? {} : { stopReason: reason };
  if (status === "succeeded") return { status, ...said };
  const message = reason ?? "a stop step ended the run";
  return { status, error: { reason: "cancelled", code: "stopped", message }, ...said };
}

/** What is done about a failure: by the flow itself, then for all flows. */
async function afterFailure(flow: CompiledFlow, failure: RunError, frame: Frame): Promise<void> {
  const { context, surroundings } = frame;
  // The webhook does not have to wait for it.
  if (flow.answers?.afterFailure === false)
    surroundings.answer(context.run.id, { ended: "failed" });
  await afterwards(flow, failure, frame);
  await surroundings.tellOf(context.run, failure);
}

/** `on_failure`: whatever comes of it, the first failure stays the run's. */
async function afterwards(
  { onFailure }: CompiledFlow,
  failure: RunError,
  frame: Frame,
): Promise<void> {
  if (onFailure.length === 0) return;
  const { context, surroundings, scope } = frame;
  try {
    context.reopen();
    await runSteps(onFailure, {
      ...frame,
      scope: failureScope(scope, failure),
      path: "on_failure",
      deadline: undefined,
    });
  } catch (error) {
    if (error instanceof StepFailure) {
      const { step, reason, code, message } = error.error;
      const fields = { run_id: context.run.id, flow: context.run.flow, step, reason, code };
      surroundings.logger.warn({ ...fields, error: message }, "on_failure failed");
    } else if (!(error instanceof Stopped || error instanceof Cancelled)) throw error;
  }
}
