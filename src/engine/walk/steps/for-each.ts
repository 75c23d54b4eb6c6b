import { ActionError } from "../../../errors.ts";
import type { ForEachStep } from "../../../flows/compiled-flow.ts";
import type { RunError, StepRecord } from "../../../journal/records.ts";
import type { StepLimits } from "../../../settings/settings.ts";
import { kindOf } from "../../../templates/failure.ts";
import type { TreeTemplate } from "../../../templates/tree.ts";
import { type Frame, within } from "../frame.ts";
import { StepFailure } from "../interruptions.ts";
import { ownScope, type RunScope } from "../run-scope.ts";
import { sideBySide } from "./side-by-side.ts";
import { checkSize, succeeded } from "./succeeded.ts";

/**
 * `for_each`: the steps once for each entry. After a failure no further entry begins, unless the
 * step has `continue_on_error`: then it fails in the end, with the outputs of those that succeeded.
 * What an entry gives is made of records alone: after a restart it is made again.
 */
export async function runForEach(
  step: ForEachStep,
  record: StepRecord,
  frame: Frame,
): Promise<StepRecord> {
  const { context, surroundings } = frame;
  // The list is on record: it may come from what a reload changes.
  const list = record.input ?? listOf(step, frame);
  const begun = { ...record, input: list };
  if (record.input === undefined) context.note(begun);
  const entries = list as readonly unknown[];
  const pieces = entries.map((entry, at) => {
    const path = within(frame.path, at);
    const work = async () => {
      const scope = entryScope(step, frame.scope, entry, at);
      const last = await frame.runSteps(step.steps, { ...frame, scope, path });
      return step.output === undefined ? last : outputOf(step.output, scope, at, frame);
    };
    return { work, isBegun: context.hasBegun(path), hasFailed: hasFailed(step, path, frame) };
  });
  const results = await sideBySide(pieces, context.seat, {
    limit: step.concurrency,
    goOn: step.continueOnError,
  });
  const outputs = entries.map((_, at) =>
    results[at] instanceof Error ? null : (results[at] ?? null),
  );
  const failure = results.find((result) => result instanceof Error);
  if (failure === undefined) return succeeded(begun, frame, outputs);
  if (!(failure instanceof StepFailure) || !step.continueOnError) throw failure;
  checkSize(outputs, "output", surroundings.limits.outputBytes);
  const endedAt = context.clock.now();
  return { ...begun, status: "failed", endedAt, output: outputs, error: failure.error };
}

/** Whether an entry is known to have failed. */
function hasFailed({ steps }: ForEachStep, path: string, { context }: Frame): boolean {
  return steps.some(({ id, continueOnError, catches }) => {
    const error = context.recorded(within(path, id))?.error;
    if (error === undefined || continueOnError) return false;
    return !catches.some(({ reasons }) => reasons?.has(error.reason) ?? true);
  });
}

/** What an entry gives, behind its steps. @throws StepFailure that says for which entry */
function outputOf(output: TreeTemplate, scope: RunScope, at: number, frame: Frame): unknown {
  try {
    return output.render(scope);
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    const record = frame.surroundings.redact(error.toRecord()) as RunError;
    const message = `entry ${at} of for_each gives no output: ${record.message}`;
    throw new StepFailure({ ...record, message });
  }
}

function listOf({ list }: ForEachStep, { scope, surroundings: { limits } }: Frame): unknown[] {
  const value = list.render(scope);
  assertEntries(value, limits);
  checkSize(value, "input", limits.outputBytes);
  return value;
}

/** @throws ActionError when a value can't be looped over */
export function assertEntries(
  value: unknown,
  limits: Pick<StepLimits, "loopItems">,
): asserts value is unknown[] {
  if (!Array.isArray(value))
    throw new ActionError("invalid_request", `for_each needs a list, and got ${kindOf(value)}`, {
      code: "not_a_list",
      ...hintFor(value),
    });
  if (value.length > limits.loopItems)
    throw new ActionError(
      "invalid_request",
      `for_each got a list of ${value.length}; ${limits.loopItems} are allowed (limits.loop_items)`,
      { code: "list_too_long" },
    );
}

function hintFor(value: unknown): { hint?: string } {
  if (value === null) return { hint: "where it may be null, {{slice VALUE 0}} is a list of none" };
  if (typeof value !== "string") return {};
  return { hint: "{{split VALUE ','}} or {{parse_json VALUE}} makes a list of text" };
}

/** Entries that go one after another pass vars on; those side by side each have their own. */
export function entryScope(
  { as, index, concurrency }: ForEachStep,
  scope: RunScope,
  entry: unknown,
  at: number,
): RunScope {
  const own = ownScope(scope, { [as]: entry, [index]: at });
  return concurrency === 1 ? { ...own, vars: scope.vars } : own;
}
