/** What a replay takes over from the run that it does again. */
import { AhaflowError } from "../../errors.ts";
import type { CompiledFlow, CompiledStep } from "../../flows/compiled-flow.ts";
import type { RunRecord, StepRecord } from "../../journal/records.ts";
import { within } from "../walk/frame.ts";

/**
 * The records of the steps before one, with all that is inside of them, as a new run keeps them.
 * What stands there was done by the first run and is not done again.
 * @param flow the version that the replay runs on
 * @param from a step at the top of the flow
 * @throws AhaflowError `unknown_step`, or `step_not_finished` when a step before has no good end
 *   in the first run
 */
export function recordsBefore(
  from: string,
  flow: CompiledFlow,
  first: { readonly run: RunRecord; readonly steps: readonly StepRecord[] },
): StepRecord[] {
  const at = flow.steps.findIndex(({ id }) => id === from);
  if (at < 0) throw unknownStep(flow);
  const before = flow.steps.slice(0, at);
  const byPath = new Map(first.steps.map((record) => [record.path, record]));
  for (const step of before) {
    const why = whyNotPassed(step, "", byPath);
    if (why !== undefined) throw notFinished(step, why);
  }
  const ids = new Set(before.map(({ id }) => id));
  return first.steps
    .filter(({ path }) => ids.has(path.split("/", 1)[0] ?? ""))
    .map((record) => ({ ...record, copiedFrom: record.copiedFrom ?? first.run.id }));
}

type Records = ReadonlyMap<string, StepRecord>;

/** Why the walk can't pass over a step; undefined when it can. */
function whyNotPassed(step: CompiledStep, within_: string, records: Records): string | undefined {
  const record = records.get(within(within_, step.id));
  if (record === undefined) return "the first run has no record of it";
  if (record.kind !== step.kind || (step.kind === "uses" && record.uses !== step.action.name))
    return "it was another kind of step in the first run";
  if (record.endedAt === undefined) return "the first run did not end it";
  if (record.stop !== undefined) return "it stopped the first run";
  const { status, error } = record;
  if (status === "succeeded" || status === "skipped") return undefined;
  if (status !== "failed" || error === undefined) return `it was ${status} in the first run`;
  const caught = step.catches.find(({ reasons }) => reasons?.has(error.reason) ?? true);
  if (caught === undefined) return step.continueOnError ? undefined : "it failed in the first run";
  const inside = within(record.path, "catch");
  const open = caught.steps.find((inner) => whyNotPassed(inner, inside, records) !== undefined);
  return open && `it failed in the first run, and so did ${open.id} of its catch`;
}

function unknownStep({ name, steps }: CompiledFlow): AhaflowError {
  return new AhaflowError("unknown_step", `the flow ${name} has no such step at its top`, {
    hint: `a replay begins at one of: ${steps.map(({ id }) => id).join(", ")}`,
  });
}

function notFinished({ id }: CompiledStep, why: string): AhaflowError {
  return new AhaflowError("step_not_finished", `the step ${id} comes before, and ${why}`, {
    hint: `replay from ${id} or an earlier step, or the whole run`,
  });
}
