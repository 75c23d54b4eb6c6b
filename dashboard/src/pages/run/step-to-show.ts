import type { Run } from "../../../../src/generated/admin-api.ts";

/**
 * Path of the step that somebody who opens a run wants to see: the one that failed; else the one that it is at; else
 * the last one of which the customer reads something. Undefined when there is none.
 */
export function stepToShow({
  error,
  first_failure: first,
  steps,
}: Pick<Run, "error" | "first_failure" | "steps">): string | undefined {
  const current = steps.findLast(({ ended_at }) => ended_at === undefined);
  const sent = steps.findLast(({ message }) => message != null);
  return error?.step ?? first?.step ?? (current ?? sent)?.path;
}
