import type { StopStep } from "../../../flows/compiled-flow.ts";
import type { StepRecord } from "../../../journal/records.ts";
import type { Frame } from "../frame.ts";
import { succeeded } from "./succeeded.ts";

/** `stop`: the record says how the run ends; the walk ends it. */
export async function runStop(
  { status, reason }: StopStep,
  record: StepRecord,
  frame: Frame,
): Promise<StepRecord> {
  const text = reason && textOf(frame.surroundings.redact(reason.render(frame.scope)));
  const stop = { status, ...(text === undefined ? {} : { reason: text }) };
  return { ...succeeded(record, frame, undefined), stop };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
