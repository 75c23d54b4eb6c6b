import type { SetStep } from "../../../flows/compiled-flow.ts";
import type { StepRecord } from "../../../journal/records.ts";
import type { Frame } from "../frame.ts";
import { succeeded } from "./succeeded.ts";

/** `set`: the values are the step's output; the walk puts them into vars. */
export async function runSet(
  { values }: SetStep,
  record: StepRecord,
  frame: Frame,
): Promise<StepRecord> {
  return succeeded(record, frame, values.render(frame.scope));
}
