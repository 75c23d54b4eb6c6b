import type { AttemptRecord, StepRecord } from "../../journal/records.ts";

/** A step's record as journals had it until their 13th version, with times as ISO 8601. */
interface OldRecord
  extends Omit<
    StepRecord,
    "startedAt" | "endedAt" | "wakeAt" | "copiedFrom" | "call" | "attempts"
  > {
  readonly started_at: string;
  readonly ended_at?: string;
  readonly wake_at?: string;
  readonly copied_from?: string;
  readonly call?: Omit<NonNullable<StepRecord["call"]>, "runId"> & { readonly run_id: string };
  readonly attempts: readonly OldAttempt[];
}

interface OldAttempt extends Pick<AttemptRecord, "error"> {
  readonly started_at: string;
  readonly ended_at?: string;
  readonly retry_at?: string;
}

/** Reads a step's record, also one that an earlier version wrote. @throws SyntaxError */
export function parseStep(text: string): StepRecord {
  const record = JSON.parse(text) as StepRecord | OldRecord;
  return "started_at" in record ? renewed(record) : record;
}

/** The same as JSON. */
export function renewedJson(text: string): string {
  return text.includes('"started_at"') ? JSON.stringify(parseStep(text)) : text;
}

function renewed(old: OldRecord): StepRecord {
  const { started_at, ended_at, wake_at, copied_from, call, attempts, ...same } = old;
  return {
    ...same,
    ...(call === undefined ? {} : { call: renewedCall(call) }),
    ...timeOf("wakeAt", wake_at),
    startedAt: Date.parse(started_at),
    ...timeOf("endedAt", ended_at),
    attempts: attempts.map(renewedAttempt),
    ...(copied_from === undefined ? {} : { copiedFrom: copied_from }),
  };
}

function renewedCall({
  run_id,
  ...same
}: NonNullable<OldRecord["call"]>): NonNullable<StepRecord["call"]> {
  return { ...same, runId: run_id };
}

function renewedAttempt({ started_at, ended_at, retry_at, ...same }: OldAttempt): AttemptRecord {
  return {
    ...same,
    startedAt: Date.parse(started_at),
    ...timeOf("endedAt", ended_at),
    ...timeOf("retryAt", retry_at),
  };
}

function timeOf(name: string, time: string | undefined): object {
  return time === undefined ? {} : { [name]: Date.parse(time) };
}
