import { sameName } from "../../../canonical-text.ts";
import type { SwitchStep } from "../../../flows/compiled-flow.ts";
import type { StepRecord } from "../../../journal/records.ts";
import type { Frame } from "../frame.ts";
import { casePath } from "../restore.ts";
import { succeeded } from "./succeeded.ts";

/** `switch`: the steps of the first case that is equal, as text. The choice is on record. */
export async function runSwitch(
  { subject, cases, otherwise }: SwitchStep,
  record: StepRecord,
  frame: Frame,
): Promise<StepRecord> {
  let begun = record;
  if (begun.chosen === undefined) {
    const value = subject.render(frame.scope);
    const text = typeof value === "string" ? value : JSON.stringify(value);
    const input = frame.surroundings.redact(value);
    begun = { ...record, input, chosen: sameName(cases.keys(), text) ?? "default" };
    frame.context.note(begun);
  }
  const chosen = begun.chosen ?? "default";
  const steps = cases.get(chosen) ?? otherwise;
  const output = await frame.runSteps(steps, {
    ...frame,
    path: casePath(frame.path, chosen),
  });
  return succeeded(begun, frame, output);
}
