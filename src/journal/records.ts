/**
 * What the journal keeps of runs and steps, as plain data. Times are milliseconds since 1970, but for what flows
 * read of a payload.
 */
import type { FailureRecord } from "../errors.ts";
import type { Step } from "../generated/admin-api.ts";

export type RunStatus = "queued" | "running" | "waiting" | "succeeded" | "failed" | "cancelled";
export type StepStatus = RunStatus | "skipped";
/** What a step is made by: its key in the flow. */
export type StepKind = Step["kind"];

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

/** What a `call` step brings; templates read it as `inputs`. */
export interface CallPayload {
  readonly inputs: unknown;
}

/** What started a run. */
export type TriggerPayload = WebhookPayload | SchedulePayload | CallPayload;

/** The step of another run that called this one. */
export interface Caller {
  readonly runId: string;
  /** The step's path there. */
  readonly path: string;
}

/** A schedule as the journal knows it. */
export interface ScheduleName {
  readonly flow: string;
  /** Expression and time zone. */
  readonly schedule: string;
}

/** One time of a schedule, in milliseconds since 1970. */
export interface Slot extends ScheduleName {
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
  readonly source: "webhook" | "schedule" | "manual" | "call" | "replay";
  readonly payload: TriggerPayload;
  /** The git commit that the flows were checked out at, if they are a checkout. */
  readonly commit: string | undefined;
  readonly createdAt: number;
  readonly concurrencyKey: string | undefined;
  /** A key that the flow had under one of its names of before is taken, too. */
  readonly dedupe:
    | { readonly key: string; readonly expiresAt: number; readonly was?: readonly string[] }
    | undefined;
  /** The slot that the run is for: there is one run for a slot, and none for an earlier one. */
  readonly slot: Slot | undefined;
  /** For a sub-run: a step calls once, so a second run of the same caller is a duplicate. */
  readonly caller: Caller | undefined;
  /** Set when the run does another one again. */
  readonly replay?: Replay | undefined;
}

/** What a run that does another one again takes from it. */
export interface Replay {
  /** The first run's id. */
  readonly of: string;
  /** Records of steps that are not done again; they are kept in the commit that creates the run. */
  readonly records: readonly StepRecord[];
  /** Only when nobody has done the run again: else its latest replay is given, or "" when that is gone. */
  readonly once: boolean;
}

/** The text a flow was compiled from, enough to compile it again after a restart. */
export interface FlowDefinition {
  readonly file: string;
  readonly text: string;
}

/** One try of a step. Without `endedAt` the call was out, or the process died. */
export interface AttemptRecord {
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly error?: FailureRecord;
  /** When the next try is due. */
  readonly retryAt?: number;
}

/** What is known of one step of one run; the store keeps the last one for each path. */
export interface StepRecord {
  /** Stable path of ids, branches and places in lists: `lines/3/send`, `thanks/catch/block`. */
  readonly path: string;
  readonly kind: StepKind;
  readonly status: StepStatus;
  /** The action's name, with `uses`. */
  readonly uses?: string;
  /** What was decided when the step began, so that a restart decides the same: the case of a `switch`. */
  readonly chosen?: string;
  /** With `call`: the other flow, and its run. */
  readonly call?: {
    readonly flow: string;
    readonly runId: string;
    /** Steps that failed in the other run although it ended well. */
    readonly failed?: FailedSteps;
  };
  /** With `wait`: when it is over, unless a callback comes first. */
  readonly wakeAt?: number;
  readonly startedAt: number;
  readonly endedAt?: number;
  /** The rendered input, secrets masked; the list of a `for_each`. */
  readonly input?: unknown;
  readonly output?: unknown;
  readonly error?: RunError;
  /** Cut off by a time-out: the path of the step that has it; empty: the flow. */
  readonly expired?: string;
  readonly attempts: readonly AttemptRecord[];
  /** The end of the run that a `stop` in here has decided. */
  readonly stop?: StopRecord;
  /** The run that did this step: the run that has this record is a replay, and only took it over. */
  readonly copiedFrom?: string;
}

/** What a `stop` step says. */
export interface StopRecord {
  readonly status: RunResult["status"];
  readonly reason?: string;
}

/** The steps of a run that failed, whatever became of the run. */
export interface FailedSteps {
  readonly count: number;
  /** The failure that came first, with its step. */
  readonly first: RunError;
}

/** How a run ended. */
export interface RunResult {
  readonly status: "succeeded" | "failed" | "cancelled";
  readonly error?: RunError;
  /** Missing when no step failed. */
  readonly failed?: FailedSteps;
  /** What the `stop` step says that ended it. */
  readonly stopReason?: string;
  /** What the flow's `output` gave. */
  readonly output?: unknown;
  readonly finishedAt: number;
}

export type EndStatus = RunResult["status"];

/** A failure, and the step that it came from. */
export interface RunError extends FailureRecord {
  /** The step's path. */
  readonly step?: string;
  /** How often the step was tried. */
  readonly attempts?: number;
}

/** A stored run without its steps. */
export interface RunRecord extends Omit<NewRun, "definition" | "dedupe" | "slot" | "replay"> {
  /** The run that this one does again. */
  readonly replayOf?: string | undefined;
  /** When what it held of a person was erased, in milliseconds since 1970. */
  readonly erasedAt?: number;
  readonly status: RunStatus;
  readonly error: RunError | undefined;
  /** Known when the run has ended. */
  readonly failed: FailedSteps | undefined;
  readonly stopReason: string | undefined;
  readonly output: unknown;
  readonly finishedAt: number | undefined;
  /** While it waits: when it goes on, in milliseconds since 1970; undefined: when something arrives. */
  readonly wakeAt: number | undefined;
}

/** What came from outside for a step that waits. */
export type Arrival =
  | { readonly kind: "callback"; readonly payload: WebhookPayload }
  /** The end of the run that a `call` step made. */
  | { readonly kind: "run"; readonly result: Omit<RunResult, "finishedAt"> };

/** All that a run needs to go on. */
export interface LoadedRun {
  readonly run: RunRecord;
  readonly steps: readonly StepRecord[];
  /** By the path of the step that it is for. */
  readonly arrivals: ReadonlyMap<string, Arrival>;
  /** Somebody asked for its end. */
  readonly cancelled: boolean;
  /** The newer run with its concurrency key for which that was asked. */
  readonly supersededBy: string | undefined;
}
