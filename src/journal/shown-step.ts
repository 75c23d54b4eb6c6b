import type { Step } from "../generated/admin-api.ts";
import type { AttemptRecord, StepRecord } from "./records.ts";

/** A step as the API and the command line show it. */
export function shownStep(record: StepRecord): Step {
  const { call, wakeAt, startedAt, endedAt, copiedFrom, attempts, ...same } = record;
  const shown = {
    ...same,
    ...(call === undefined ? {} : { call: shownCall(call) }),
    ...timeOf("wake_at", wakeAt),
    started_at: iso(startedAt),
    ...timeOf("ended_at", endedAt),
    attempts: attempts.map(shownAttempt),
    ...(copiedFrom === undefined ? {} : { copied_from: copiedFrom }),
  };
  // What flows made of it is any JSON; the schema can't say that in a type.
  return shown as unknown as Step;
}

/** A time as the API tells it. @param time milliseconds since 1970 */
export function iso(time: number): string {
  return new Date(time).toISOString();
}

function shownCall({ runId, ...same }: NonNullable<StepRecord["call"]>): unknown {
  return { ...same, run_id: runId };
}

function shownAttempt({ startedAt, endedAt, retryAt, ...same }: AttemptRecord): unknown {
  return {
    started_at: iso(startedAt),
    ...timeOf("ended_at", endedAt),
    ...same,
    ...timeOf("retry_at", retryAt),
  };
}

function timeOf(name: string, time: number | undefined): object {
  return time === undefined ? {} : { [name]: iso(time) };
}
