/** Counts the steps of a run that failed, also where the flow went on. */
import type { FailedSteps, RunError, StepRecord } from "../../journal/records.ts";

/**
 * What is known of failed steps, with one more record that has ended. A failure counts where it began,
 * so a loop that failed because of a step in it does not count once more; a `catch` or
 * `continue_on_error` does not take it back. The run that a `call` made counts with its failures.
 */
export function withRecord(
  known: FailedSteps | undefined,
  record: StepRecord,
): FailedSteps | undefined {
  const inside = record.call?.failed;
  if (inside !== undefined) {
    const message = `the run of ${record.call?.flow}: ${inside.first.message}`;
    return added(known, inside.count, { ...inside.first, step: record.path, message });
  }
  const { status, error, path } = record;
  if (status !== "failed" || error === undefined) return known;
  if (error.step !== undefined && error.step !== path) return known;
  const attempts = error.attempts ?? record.attempts.length;
  return added(known, 1, { ...error, step: path, attempts });
}

function added(known: FailedSteps | undefined, count: number, failure: RunError): FailedSteps {
  return { count: (known?.count ?? 0) + count, first: known?.first ?? failure };
}

/** Those of records that an earlier turn left; what a replay took over failed in another run. */
export function failedAmong(records: readonly StepRecord[]): FailedSteps | undefined {
  return records
    .filter(({ copiedFrom }) => copiedFrom === undefined)
    .reduce<FailedSteps | undefined>(withRecord, undefined);
}
