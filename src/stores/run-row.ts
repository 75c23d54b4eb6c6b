/** Runs as databases have them, and what is made of them. */
import { causeOf } from "../journal/failure-cause.ts";
import type { RunError, RunRecord, RunStatus, StepRecord } from "../journal/records.ts";
import type { FailedRun, RunLink } from "../journal/run-search.ts";
import { textOf } from "./kept-text.ts";

/** What a database has of a run. */
export interface KeptRun {
  readonly id: string;
  readonly flow: string;
  readonly version: string;
  readonly source: RunRecord["source"];
  readonly commit_id: string | null;
  readonly status: RunStatus;
  readonly payload: string;
  readonly concurrency_key: string | null;
  readonly created_at: number;
  readonly finished_at: number | null;
  readonly error: string | null;
  readonly failed_steps: number;
  readonly first_failure: string | null;
  readonly stop_reason: string | null;
  readonly output: string | null;
  readonly wake_at: number | null;
  readonly caller_id: string | null;
  readonly caller_path: string | null;
  readonly replay_of: string | null;
  readonly erased_at: number | null;
}

/** A run of its row. */
export function toRecord(row: KeptRun): RunRecord {
  return {
    id: row.id,
    flow: row.flow,
    version: row.version,
    source: row.source,
    status: row.status,
    payload: JSON.parse(row.payload),
    commit: row.commit_id ?? undefined,
    concurrencyKey: keptIn(row.concurrency_key),
    createdAt: row.created_at,
    finishedAt: row.finished_at ?? undefined,
    error: row.error === null ? undefined : JSON.parse(row.error),
    failed:
      row.first_failure === null
        ? undefined
        : { count: row.failed_steps, first: JSON.parse(row.first_failure) },
    stopReason: keptIn(row.stop_reason),
    output: row.output === null ? undefined : JSON.parse(row.output),
    wakeAt: row.wake_at ?? undefined,
    replayOf: row.replay_of ?? undefined,
    ...(row.erased_at === null ? {} : { erasedAt: row.erased_at }),
    caller: callerOf(row),
  };
}

/** A text that a column has, if any. */
export function keptIn(column: string | null): string | undefined {
  return column === null ? undefined : textOf(column);
}

/** When something happened in a step last, in milliseconds since 1970. */
export function lastOf({ startedAt, endedAt = startedAt, attempts }: StepRecord): number {
  const last = attempts.at(-1);
  return Math.max(startedAt, endedAt, last?.startedAt ?? 0, last?.endedAt ?? 0);
}

/** Who called a run. */
export function callerOf({
  caller_id,
  caller_path,
}: Pick<KeptRun, "caller_id" | "caller_path">): RunRecord["caller"] {
  if (caller_id === null || caller_path === null) return undefined;
  return { runId: caller_id, path: caller_path };
}

/** A run that belongs to another one. */
export function linkOf({
  id,
  flow,
  status,
  created_at,
  failed_steps,
  caller_path,
}: KeptRun): RunLink {
  const step = caller_path ?? undefined;
  return { id, flow, status, createdAt: created_at, failedSteps: failed_steps, step };
}

/** What is read of a run that failed. */
export type FailedRow = Pick<KeptRun, "id" | "flow" | "status" | "created_at"> & {
  readonly replays: number;
  readonly why: string;
};

export function failedRun({ id, flow, status, created_at, replays, why }: FailedRow): FailedRun {
  return {
    id,
    flow,
    status: status as FailedRun["status"],
    createdAt: created_at,
    isReplayed: replays > 0,
    cause: causeOf(JSON.parse(why) as RunError),
  };
}
