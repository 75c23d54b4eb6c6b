/**
 * What the engine needs of a store. An implementation keeps these promises (test/contracts/):
 * - a promise resolves only when what it wrote survives a crash of the process and of the machine;
 * - writes take effect in the order in which they were asked for;
 * - a run that is finished never changes again.
 */
import type { FailureRecord } from "../errors.ts";
import type { StepKind } from "../flows/compiled-flow.ts";

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
  readonly source: "webhook" | "schedule" | "manual" | "call" | "replay";
  readonly payload: TriggerPayload;
  /** The git commit that the flows were checked out at, if they are a checkout. */
  readonly commit: string | undefined;
  readonly createdAt: number;
  readonly concurrencyKey: string | undefined;
  readonly dedupe: { readonly key: string; readonly expiresAt: number } | undefined;
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
  /** There is only one such replay: the first run's latest one is given when it has any. */
  readonly once: boolean;
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
  /** Stable path of ids, branches and places in lists: `lines/3/send`, `thanks/catch/block`. */
  readonly path: string;
  readonly kind: StepKind;
  readonly status: StepStatus;
  /** The action's name, with `uses`. */
  readonly uses?: string;
  /** What was decided when the step began, so that a restart decides the same: the case of a `switch`. */
  readonly chosen?: string;
  /** With `call`: the other flow, and its run. */
  readonly call?: { readonly flow: string; readonly run_id: string };
  /** With `wait`: when it is over, unless a callback comes first. ISO 8601. */
  readonly wake_at?: string;
  readonly started_at: string;
  readonly ended_at?: string;
  /** The rendered input, secrets masked; the list of a `for_each`. */
  readonly input?: unknown;
  readonly output?: unknown;
  readonly error?: RunError;
  readonly attempts: readonly AttemptRecord[];
  /** The end of the run that a `stop` in here has decided. */
  readonly stop?: StopRecord;
  /** The run that did this step: the run that has this record is a replay, and only took it over. */
  readonly copied_from?: string;
}

/** What a `stop` step says. */
export interface StopRecord {
  readonly status: RunResult["status"];
  readonly reason?: string;
}

/** How a run ended. */
export interface RunResult {
  readonly status: "succeeded" | "failed" | "cancelled";
  readonly error?: RunError;
  /** What the flow's `output` gave. */
  readonly output?: unknown;
  readonly finishedAt: number;
}

export type EndStatus = RunResult["status"];

/** Which runs {@link RunStore.prune} removes. Times are milliseconds since 1970. */
export interface Pruning {
  /** Runs that ended before this time, by how they ended; never for `-Infinity`. */
  readonly before: Readonly<Record<EndStatus, number>>;
  readonly now: number;
  /** Records at most, or a few more. */
  readonly limit: number;
}

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
  readonly status: RunStatus;
  readonly error: RunError | undefined;
  readonly output: unknown;
  readonly finishedAt: number | undefined;
  /** While it waits: when it goes on, in milliseconds since 1970; undefined: when something arrives. */
  readonly wakeAt: number | undefined;
}

/** An unfinished run as a restart finds it: enough to give it its place in the order. */
export interface PendingRun extends Pick<NewRun, "id" | "flow" | "version" | "concurrencyKey"> {
  readonly waiting: boolean;
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
}

/** What a waiting run waits for. */
export interface Rest {
  /** In milliseconds since 1970; undefined: only an arrival ends it. */
  readonly wakeAt: number | undefined;
  /** How many arrivals were known: with one more the run does not wait. */
  readonly arrivals: number;
}

/** A way for a callback to a waiting step. */
export interface CallbackRoute {
  readonly path: string;
  readonly methods: readonly string[];
}

/** A step that waits for a callback; one at a time for a path and key. */
export interface Listening {
  readonly route: CallbackRoute;
  readonly key: string;
  readonly runId: string;
  /** The step's path. */
  readonly step: string;
}

/** Which runs {@link RunStore.list} gives, newest first. */
export interface RunQuery {
  readonly flow?: string;
  readonly status?: RunStatus;
  /** Only runs that were accepted from a time on, and before another; milliseconds since 1970. */
  readonly since?: number;
  readonly until?: number;
  readonly limit: number;
  /** Only runs accepted before the run with this id. */
  readonly before?: string;
}

/** Why a store can't keep anything for now. */
export interface StoreTrouble {
  /** For machines, for example `journal_full`. */
  readonly code: string;
  /** What is wrong, and what to do. */
  readonly message: string;
}

/**
 * While the disk can't be written, `create` without a caller, `deliver`, `cancel`, `passSlot` and
 * the messages are refused at once, with an AhaflowError `journal_write_failed`: whoever asked can
 * ask again. The other writes wait until they can be made, and so does {@link RunStore.load}.
 */
export interface RunStore {
  /** Keeps an accepted run; with a dedupe key, slot or caller that is taken, keeps nothing. */
  create(run: NewRun): Promise<Created>;
  /** Keeps the newest state of a step. */
  checkpoint(runId: string, step: StepRecord): Promise<void>;
  /** Ends a run, once: a second end is ignored. Its caller gets an arrival and goes on. */
  finish(runId: string, result: RunResult, caller?: Caller): Promise<void>;

  /**
   * Lays a run to rest.
   * @returns false when it need not rest: something has arrived meanwhile, or it was cancelled
   */
  park(runId: string, rest: Rest): Promise<boolean>;
  /** Waiting runs whose time has come, in its order; they wait no more. And when the next one is due. */
  takeDue(now: number, limit: number): Promise<{ ids: string[]; next: number | undefined }>;
  /** Asks for the end of a run, and wakes it if it waits. @returns whether it had not ended */
  cancel(runId: string): Promise<boolean>;

  /** Lets callbacks come to a step. @returns false when another step listens on the same */
  listen(listening: Listening): Promise<boolean>;
  /** Lets no more callbacks come to a step. */
  unlisten(runId: string, step: string): Promise<void>;
  /** Gives a callback to the step that waits for it and wakes its run; undefined when none does. */
  deliver(path: string, key: string, payload: WebhookPayload): Promise<Created | undefined>;
  /** The ways on which unfinished runs wait for callbacks. */
  callbackRoutes(): Promise<CallbackRoute[]>;

  /** Keeps messages until somebody takes them, once. @param until milliseconds since 1970 */
  putMessages(id: string, messages: unknown, until: number): Promise<void>;
  takeMessages(id: string, now: number): Promise<unknown>;

  /** The last slot of each schedule that had a run, or that was told by {@link passSlot}. */
  slots(): Promise<Slot[]>;
  /** Remembers that a schedule has come to a slot without a run; an earlier one changes nothing. */
  passSlot(slot: Slot): Promise<void>;

  /** Every run that has not ended, in the order of acceptance. */
  pending(): Promise<PendingRun[]>;
  /** Those of the runs that have not ended, in the order of `ids`. */
  load(ids: readonly string[]): Promise<LoadedRun[]>;
  /** The text of a version of a flow that a run began with. */
  definition(version: string): Promise<FlowDefinition | undefined>;
  get(runId: string): Promise<{ run: RunRecord; steps: StepRecord[] } | undefined>;
  list(query: RunQuery): Promise<RunRecord[]>;

  /**
   * Removes some old runs with all that is theirs, and dedupe keys and messages that are over. Runs
   * that have not ended stay, and runs whose caller has not ended.
   * @returns how many runs went, and whether there may be more to remove
   */
  prune(pruning: Pruning): Promise<{ runs: number; more: boolean }>;

  /** Why nothing can be written now; undefined while all is well. */
  trouble(): StoreTrouble | undefined;
  /** Writes that wait for the disk fail now: the process is about to end. */
  giveUp(): void;
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
