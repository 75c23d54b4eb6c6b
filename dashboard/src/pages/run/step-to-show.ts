import type { Run } from "../../../../src/generated/admin-api.ts";

/**
 * Path of the step that somebody who opens a run wants to see: the one that failed; else the one that it is at. Undefined when there is none.
 */
export function stepToShow({
  error,
  first_failure: first,
  steps,
}: Pick<Run, "error" | "first_failure" | "steps">): string | undefined {
  const current = steps.findLast(({ ended_at }) => ended_at === undefined);
  return error?.step ?? first?.step ?? current?.path;
}
