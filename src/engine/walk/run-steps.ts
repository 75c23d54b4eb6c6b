/**
 * Walks a list of steps. What a step does is in steps/, one file for each kind; here is what all
 * kinds have in common: `if`, the record, time limits, and what happens after a failure. Over what
 * is recorded the walk is the same after a restart as it was before.
 */
import { ActionError, AhaflowError } from "../../errors.ts";
import type { CompiledStep } from "../../flows/compiled-flow.ts";
import type { RunError, StepRecord } from "../../journal/records.ts";
import { isTrue } from "../../templates/truth.ts";
import { asActionError } from "./call-action.ts";
import { earlier, type Frame, within } from "./frame.ts";
import { Cancelled, Expired, Interruption, StepFailure, Stopped } from "./interruptions.ts";
import { restoreInside, takeResult } from "./restore.ts";
import { failureScope, type RunScope } from "./run-scope.ts";
import { runCall } from "./steps/call.ts";
import { runForEach } from "./steps/for-each.ts";
import { runParallel } from "./steps/parallel.ts";
import { runRespond } from "./steps/respond.ts";
import { runSet } from "./steps/set.ts";
import { runStop } from "./steps/stop.ts";
import { runSwitch } from "./steps/switch.ts";
import { runUses } from "./steps/uses.ts";
import { runWait } from "./steps/wait.ts";

/**
 * Does steps one after another.
 * @returns the output of the last one
 * @throws StepFailure when a step fails and nothing catches that; Interruption
 */
export async function runSteps(steps: readonly CompiledStep[], frame: Frame): Promise<unknown> {
  let output: unknown;
  for (const step of steps) output = await runStep(step, frame);
  return output;
}

async function runStep(step: CompiledStep, frame: Frame): Promise<unknown> {
  const { context, scope, deadline } = frame;
  const path = within(frame.path, step.id);
  const record = await context.step(path, deadline, (left) => begin(step, path, frame, left));
  takeResult(step, record, scope);
  if (context.recorded(path) === record)
    restoreInside(step, record, scope, (inner) => context.recorded(inner));
  if (record.stop !== undefined) {
    context.stop(record.stop);
    throw new Stopped(record.stop);
  }
  if (record.status === "cancelled")
    throw record.expired === undefined ? new Cancelled() : new Expired(record.expired);
  if (record.status === "failed") return afterFailure(step, record, path, frame);
  return record.output;
}

/** A step whose end is not recorded yet. */
async function begin(
  step: CompiledStep,
  path: string,
  frame: Frame,
  left: StepRecord | undefined,
): Promise<StepRecord> {
  const base: StepRecord = {
    path,
    kind: step.kind,
    ...(step.kind === "uses" ? { uses: step.action.name } : {}),
    status: "running",
    startedAt: left?.startedAt ?? frame.context.clock.now(),
    attempts: [],
  };
  const record = left ?? base;
  try {
    // What was begun before a restart went through its condition then.
    if (left === undefined && !holds(step, frame.scope)) return ended(base, frame, "skipped");
    return await perform(step, record, path, frame);
  } catch (error) {
    if (error instanceof StepFailure)
      return { ...ended(record, frame, "failed"), error: error.error };
    if (error instanceof ActionError)
      return { ...ended(record, frame, "failed"), error: shownError(error, frame) };
    if (error instanceof Expired && error.path === path) return expired(record, frame);
    if (error instanceof Stopped) return { ...ended(record, frame, "cancelled"), stop: error.stop };
    if (error instanceof Expired)
      return { ...ended(record, frame, "cancelled"), expired: error.path };
    if (error instanceof Cancelled) return ended(record, frame, "cancelled");
    // A journal that can't be written ends the turn, not the step.
    if (error instanceof Interruption || error instanceof AhaflowError) throw error;
    const bug = asActionError(error, frame.surroundings.logger, {
      run_id: frame.context.run.id,
      step: path,
    });
    return { ...ended(record, frame, "failed"), error: shownError(bug, frame) };
  }
}

function perform(
  step: CompiledStep,
  record: StepRecord,
  path: string,
  frame: Frame,
): Promise<StepRecord> {
  if (step.kind === "uses") return runUses(step, record, frame);
  // The place of what is inside of the step.
  const inside =
    step.timeoutMs === undefined
      ? { ...frame, path }
      : {
          ...frame,
          path,
          deadline: earlier(frame.deadline, {
            at: record.startedAt + step.timeoutMs,
            path,
          }),
        };
  switch (step.kind) {
    case "switch":
      return runSwitch(step, record, inside);
    case "for_each":
      return runForEach(step, record, inside);
    case "parallel":
      return runParallel(step, record, inside);
    case "wait":
      return runWait(step, record, inside);
    case "call":
      return runCall(step, record, inside);
    case "respond":
      return runRespond(step, record, inside);
    case "set":
      return runSet(step, record, inside);
    case "stop":
      return runStop(step, record, inside);
  }
}

/** The step's own `catch` and `continue_on_error`, else the failure goes on to what is around it. */
async function afterFailure(
  step: CompiledStep,
  record: StepRecord,
  path: string,
  frame: Frame,
): Promise<unknown> {
  const error: RunError = {
    ...(record.error as RunError),
    step: record.error?.step ?? path,
    attempts: record.error?.attempts ?? record.attempts.length,
  };
  const caught = step.catches.find(({ reasons }) => reasons?.has(error.reason) ?? true);
  if (caught !== undefined) {
    const scope = failureScope(frame.scope, error);
    return runSteps(caught.steps, { ...frame, scope, path: within(path, "catch") });
  }
  if (step.continueOnError) return record.output;
  throw new StepFailure(error);
}

/** Whether the step's `if` lets it run. */
function holds({ condition }: CompiledStep, scope: RunScope): boolean {
  return condition === undefined || isTrue(condition.render(scope));
}

function ended(record: StepRecord, { context }: Frame, status: StepRecord["status"]): StepRecord {
  return { endedAt: context.clock.now(), ...record, status };
}

function expired(record: StepRecord, frame: Frame): StepRecord {
  const message = "the time-out of this step is over";
  return {
    ...ended(record, frame, "failed"),
    error: { reason: "timeout", code: "step_timeout", message },
  };
}

function shownError(error: ActionError, { surroundings }: Frame): RunError {
  return surroundings.redact(error.toRecord()) as RunError;
}
