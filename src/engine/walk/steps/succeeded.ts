import { ActionError } from "../../../errors.ts";
import type { StepRecord } from "../../../journal/records.ts";
import type { Frame } from "../frame.ts";
import { jsonSizeExceeds } from "../json-size.ts";

/**
 * The record of a step that has done its work.
 * @throws ActionError `output_too_large`
 */
export function succeeded(
  record: StepRecord,
  { context, surroundings }: Frame,
  output: unknown,
): StepRecord {
  checkSize(output, "output", surroundings.limits.outputBytes);
  return {
    endedAt: context.clock.now(),
    ...(output === undefined ? {} : { output }),
    ...record,
    status: "succeeded",
  };
}

/** Bounds what a step brings into the journal. @throws ActionError `<what>_too_large` */
export function checkSize(value: unknown, what: "output" | "input", bytes: number): void {
  if (!jsonSizeExceeds(value, bytes)) return;
  throw new ActionError(
    "invalid_request",
    `the ${what} is larger than ${bytes} bytes (limits.output_size)`,
    { code: `${what}_too_large`, hint: "pass on less, or raise the limit in ahaflow.yaml" },
  );
}
