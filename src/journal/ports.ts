/**
 * What the engine needs of a store. An implementation keeps these promises (test/contracts/):
 * - a promise resolves only when what it wrote survives a crash of the process and of the machine;
 * - writes take effect in the order in which they were asked for;
 * - a run that is finished never changes again.
 */
import type {
  Arrival,
  Caller,
  EndStatus,
  FlowDefinition,
  LoadedRun,
  NewRun,
  RunRecord,
  RunResult,
  RunStatus,
  ScheduleName,
  Slot,
  StepRecord,
  WebhookPayload,
} from "./records.ts";

/** What came of {@link RunStore.create}: a new run, or the one that has the dedupe key or slot. */
export type Created = { readonly id: string; readonly duplicate: boolean };

/** Which runs {@link RunStore.prune} removes. Times are milliseconds since 1970. */
export interface Pruning {
  /** Runs that ended before this time, by how they ended; never for `-Infinity`. */
  readonly before: Readonly<Record<EndStatus, number>> & {
    /** Deliveries that were refused before this time. */
    readonly refused?: number;
  };
  readonly now: number;
  /** Records at most, or a few more. */
  readonly limit: number;
}

/** An unfinished run as a restart finds it: enough to give it its place in the order. */
export interface PendingRun
  extends Pick<NewRun, "id" | "flow" | "concurrencyKey" | "createdAt" | "caller"> {
  readonly waiting: boolean;
  /** While it waits: in milliseconds since 1970; 0 when something has come for it. */
  readonly wakeAt: number | undefined;
  /** One of its own steps is on record, or that somebody has worked on it. */
  readonly begun: boolean;
  /** Somebody asked for its end. */
  readonly cancelled: boolean;
  /** The newer run with its concurrency key for which that was asked. */
  readonly supersededBy: string | undefined;
}

/** What a waiting run waits for. */
export interface Rest {
  /** In milliseconds since 1970; undefined: only an arrival ends it. */
  readonly wakeAt: number | undefined;
  /** When it lies down, in milliseconds since 1970. */
  readonly at: number;
  /** How many arrivals were known: with one more the run does not wait. */
  readonly arrivals: number;
}

/** A way for a callback to a waiting step. */
export interface CallbackRoute {
  readonly path: string;
  readonly methods: readonly string[];
}

/** A step that waits for a callback; one at a time for a path and key. */
export interface AwaitedCallback {
  readonly route: CallbackRoute;
  readonly key: string;
  readonly runId: string;
  /** The step's path. */
  readonly step: string;
}

/** Which runs may still come to wait for a callback, of those that were accepted before it came. */
export interface Expected {
  /** Flows, under all their names. */
  readonly flows: readonly string[];
  /** The only one of their runs that it can be for. */
  readonly runId?: string;
}

/** Callbacks that are kept for a path before a step waits for them, at most. */
export const MOST_EARLY = 1_000;

/** Which runs {@link RunStore.list} gives, newest first. */
export interface RunQuery {
  readonly flow?: string;
  /** Names that the flow had before: its runs under them, too. */
  readonly was?: readonly string[];
  readonly status?: RunStatus;
  /** Only runs that ended otherwise than `failed`, and have failed steps. */
  readonly withFailures?: boolean;
  /** Only runs that were accepted from a time on, and before another; milliseconds since 1970. */
  readonly since?: number;
  readonly until?: number;
  /**
   * Only runs to which something happened from a time on, in milliseconds since 1970: they were
   * accepted, a step or a try began or ended, or they ended. To wait is nothing that happens.
   */
  readonly activeSince?: number;
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
 * While the disk can't be written, `create` without a caller, `deliver`, `cancel`, `passSlot`,
 * `endSchedule` and the messages are refused at once, with an AhaflowError `journal_write_failed`: whoever asked can
 * ask again. The other writes wait until they can be made, and so does {@link RunStore.load}.
 */
export interface RunStore {
  /** Keeps an accepted run; with a dedupe key, slot or caller that is taken, keeps nothing. */
  create(run: NewRun): Promise<Created>;
  /**
   * Whether runs of this process are certainly still its own: after a stop, or without the database, another
   * node may have them. Without it, always.
   */
  isInTouch?(): boolean;
  /** Keeps the newest state of a step. */
  checkpoint(runId: string, step: StepRecord): Promise<void>;
  /**
   * Ends a run, once: a second end is ignored. Its caller gets an arrival and goes on.
   * @param called runs whose end is asked for in the same step
   */
  finish(
    runId: string,
    result: RunResult,
    caller?: Caller,
    called?: readonly string[],
  ): Promise<void>;

  /**
   * Lays a run to rest.
   * @returns false when it need not rest: something has arrived meanwhile, or it was cancelled
   */
  park(runId: string, rest: Rest): Promise<boolean>;
  /** Notes of resting runs that they go on. */
  wake(runIds: readonly string[]): Promise<void>;
  /**
   * Asks for the end of a run, and wakes it if it waits.
   * @param supersededBy the newer run with its concurrency key that needs its place; what was asked first is kept
   * @returns whether it had not ended
   */
  cancel(runId: string, supersededBy?: string): Promise<boolean>;

  /**
   * Lets callbacks come to a step. One that came early is its arrival from then on, if the run was
   * accepted before.
   * @returns "taken" when another step listens on the same, and none has come to it
   */
  awaitCallback(awaited: AwaitedCallback): Promise<"waits" | "came" | "taken">;
  /** Lets no more callbacks come to a step. @returns the one that has come, if one has */
  endCallback(runId: string, step: string): Promise<Arrival | undefined>;
  /**
   * Gives a callback to the step that waits for it and wakes its run. Where none does, and a run may
   * come to it, the first one of a key is kept for as long as such a run has not ended.
   * @param expected the runs that may; none unless given
   * @returns undefined: nobody waits for it, nor will, or not any more
   */
  deliver(
    path: string,
    key: string,
    payload: WebhookPayload,
    expected?: Expected,
  ): Promise<Created | "early" | "too many" | undefined>;
  /** The ways on which unfinished runs wait for callbacks. */
  callbackRoutes(): Promise<CallbackRoute[]>;

  /** Keeps messages until they are forgotten. @param until milliseconds since 1970 */
  putMessages(id: string, messages: unknown, until: number): Promise<void>;
  /** Those of an id; undefined when there are none, or not any more. */
  messages(id: string, now: number): Promise<unknown>;
  forgetMessages(id: string): Promise<void>;

  /** The last slot of each schedule that goes on: it had a run, or was told by {@link passSlot}. */
  slots(): Promise<Slot[]>;
  /** Remembers that a schedule has come to a slot without a run; an earlier one changes nothing. */
  passSlot(slot: Slot): Promise<void>;
  /** Remembers that a schedule is off or away; its next slot, or one that is passed, begins it anew. */
  endSchedule(schedule: ScheduleName): Promise<void>;

  /** Every run that has not ended, in the order of acceptance. */
  pending(): Promise<PendingRun[]>;
  /** Those of the runs that have not ended, in the order of `ids`. */
  load(ids: readonly string[]): Promise<LoadedRun[]>;
  /** The text of a version of a flow that a run began with. */
  definition(version: string): Promise<FlowDefinition | undefined>;
  /** What has come from outside for a step. */
  arrival(runId: string, step: string): Promise<Arrival | undefined>;
  get(runId: string): Promise<{ run: RunRecord; steps: StepRecord[] } | undefined>;
  list(query: RunQuery): Promise<RunRecord[]>;

  /**
   * Removes some old runs with all that is theirs, dedupe keys and messages that are over, and versions
   * of flows that no run has: a run that is created later brings its own. Runs
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
