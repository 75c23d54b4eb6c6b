/**
 * What the engine needs of a store. An implementation keeps these promises (test/contracts/):
 * - a promise resolves only when what it wrote survives a crash of the process and of the machine;
 * - writes take effect in the order in which they were asked for;
 * - a run that is finished never changes again.
 */
import type { FailureRecord } from "../errors.ts";

export type RunStatus = "queued" | "running" | "waiting" | "succeeded" | "failed" | "cancelled";
export type StepStatus = RunStatus | "skipped";

/** What a webhook brings: plain data, also what templates read as `trigger`. */
export interface WebhookPayload {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly params: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** ISO 8601, UTC. */
  readonly received_at: string;
}

/** What a slot of a schedule brings: plain data, also what templates read as `trigger`. */
export interface SchedulePayload {
  /** The slot's time, ISO 8601, UTC. */
  readonly scheduled_at: string;
}

/** What started a run. */
export type TriggerPayload = WebhookPayload | SchedulePayload;

/** One time of a schedule, in milliseconds since 1970. */
export interface Slot {
  readonly flow: string;
  /** Expression and time zone. */
  readonly schedule: string;
  readonly at: number;
}

/** A run to be accepted. Times are milliseconds since 1970. */
export interface NewRun {
  /** UUID version 7. */
  readonly id: string;
  readonly flow: string;
  /** The flow's content hash; its definition is kept with it. */
  readonly version: string;
  readonly definition: FlowDefinition;
  readonly source: "webhook" | "schedule" | "manual";
  readonly payload: TriggerPayload;
  /** The git commit that the flows were checked out at, if they are a checkout. */
  readonly commit: string | undefined;
  readonly createdAt: number;
  readonly concurrencyKey: string | undefined;
  readonly dedupe: { readonly key: string; readonly expiresAt: number } | undefined;
  /** The slot that the run is for: there is one run for a slot, and none for an earlier one. */
  readonly slot: Slot | undefined;
}

/** The text a flow was compiled from, enough to compile it again after a restart. */
export interface FlowDefinition {
  readonly file: string;
  readonly text: string;
}

/** What came of {@link RunStore.create}: a new run, or the one that has the dedupe key or slot. */
export type Created = { readonly id: string; readonly duplicate: boolean };

/** One try of a step. Without `ended_at` the call was out, or the process died. Times are ISO 8601. */
export interface AttemptRecord {
  readonly started_at: string;
  readonly ended_at?: string;
  readonly error?: FailureRecord;
  /** When the next try is due. */
  readonly retry_at?: string;
}

/** What is known of one step of one run; the store keeps the last one for each path. */
export interface StepRecord {
  /** Stable path of ids. */
  readonly path: string;
  readonly status: StepStatus;
  /** The action's name. */
  readonly uses: string;
  readonly started_at: string;
  readonly ended_at?: string;
  /** The rendered input, secrets masked. */
  readonly input?: unknown;
  readonly output?: unknown;
  readonly error?: FailureRecord;
  readonly attempts: readonly AttemptRecord[];
}

/** How a run ended. */
export interface RunResult {
  readonly status: "succeeded" | "failed" | "cancelled";
  readonly error?: RunError;
  readonly finishedAt: number;
}

/** The failure that ended a run, and the step that it came from. */
export interface RunError extends FailureRecord {
  readonly step?: string;
}

/** A stored run without its steps. */
export interface RunRecord extends Omit<NewRun, "definition" | "dedupe" | "slot"> {
  readonly status: RunStatus;
  readonly error: RunError | undefined;
  readonly finishedAt: number | undefined;
}

/** A run that has to go on: with its definition and what its steps did so far. */
export interface UnfinishedRun {
  readonly run: RunRecord;
  readonly definition: FlowDefinition;
  readonly steps: readonly StepRecord[];
}

/** Which runs {@link RunStore.list} gives, newest first. */
export interface RunQuery {
  readonly flow?: string;
  readonly status?: RunStatus;
  readonly limit: number;
  /** Only runs accepted before the run with this id. */
  readonly before?: string;
}

export interface RunStore {
  /** Keeps an accepted run; with a dedupe key that is still remembered, keeps nothing. */
  create(run: NewRun): Promise<Created>;
  /** Keeps the newest state of a step. */
  checkpoint(runId: string, step: StepRecord): Promise<void>;
  /** Ends a run, once: a second end is ignored. */
  finish(runId: string, result: RunResult): Promise<void>;
  /** The last slot of each schedule that had a run, or that was told by {@link passSlot}. */
  slots(): Promise<Slot[]>;
  /** Remembers that a schedule has come to a slot without a run; an earlier one changes nothing. */
  passSlot(slot: Slot): Promise<void>;
  /** Every run that has not ended, in the order of acceptance. */
  unfinished(): Promise<UnfinishedRun[]>;
  get(runId: string): Promise<{ run: RunRecord; steps: StepRecord[] } | undefined>;
  list(query: RunQuery): Promise<RunRecord[]>;
  /** Writes what is on its way and lets go of the files. */
  close(): Promise<void>;
}

/** Time as the engine sees it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves at the given time; rejects with the signal's reason when that aborts first. */
  sleepUntil(time: number, signal: AbortSignal): Promise<void>;
}
