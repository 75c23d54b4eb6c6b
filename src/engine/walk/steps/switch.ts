import { sameName } from "../../../canonical-text.ts";
import { typeName } from "../../../documents/schema-words.ts";
import { ActionError } from "../../../errors.ts";
import type { SwitchStep } from "../../../flows/compiled-flow.ts";
import type { StepRecord } from "../../../journal/records.ts";
import { numberText } from "../../../number-text.ts";
import type { Frame } from "../frame.ts";
import { casePath } from "../restore.ts";
import { succeeded } from "./succeeded.ts";

/** What the value of a `switch` is compared as. @throws ActionError for a list or a map: no text is equal to it */
export function subjectText(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return numberText(value);
  if (typeof value !== "object" || value === null) return String(value);
  throw new ActionError("invalid_request", `switch compares text, and got ${typeName(value)}`, {
    code: "not_a_text",
    hint: "name one value in it, or its length",
  });
}

/** `switch`: the steps of the first case that is equal, as text. The choice is on record. */
export async function runSwitch(
  { subject, cases, otherwise }: SwitchStep,
  record: StepRecord,
  frame: Frame,
): Promise<StepRecord> {
  let begun = record;
  if (begun.chosen === undefined) {
    const value = subject.render(frame.scope);
    const text = subjectText(value);
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
