import type { ParallelStep } from "../../../flows/compiled-flow.ts";
import type { StepRecord } from "../../../journal/records.ts";
import { type Frame, within } from "../frame.ts";
import { ownScope } from "../run-scope.ts";
import { sideBySide } from "./side-by-side.ts";
import { succeeded } from "./succeeded.ts";

/** `parallel`: every branch to its end; then the first failure, in the order of the branches. */
export async function runParallel(
  { branches }: ParallelStep,
  record: StepRecord,
  frame: Frame,
): Promise<StepRecord> {
  frame.context.note(record);
  const scopes = [...branches].map(() => ownScope(frame.scope));
  const pieces = [...branches].map(([name, steps], at) => {
    const scope = scopes[at] ?? frame.scope;
    const path = within(frame.path, name);
    const work = () => frame.runSteps(steps, { ...frame, scope, path });
    return { work, isBegun: frame.context.hasBegun(path), hasFailed: false };
  });
  const all = { limit: pieces.length, goOn: true };
  const outputs = await sideBySide(pieces, frame.context.seat, all);
  for (const { steps } of scopes) Object.assign(frame.scope.steps, steps);
  const failure = outputs.find((output) => output instanceof Error);
  if (failure !== undefined) throw failure;
  const named = [...branches.keys()].map((name, at) => [name, outputs[at] ?? null]);
  return succeeded(record, frame, Object.fromEntries(named));
}
