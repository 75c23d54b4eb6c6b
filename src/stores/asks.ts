/** What is asked of a journal, whatever keeps it: its changes, and questions about it. */
import type {
  Entered,
  Freed,
  OpenRuns,
  Taken,
  Taking,
  Turn,
} from "../engine/dispatch/shared-journal.ts";
import type { Standing } from "../engine/dispatch/work-queue.ts";
import type { Erasing, Erasure } from "../journal/erasure.ts";
import type { NodeRecord } from "../journal/nodes.ts";
import type {
  AwaitedCallback,
  CallbackRoute,
  Created,
  Expected,
  PendingRun,
  Pruning,
  Rest,
  RunQuery,
} from "../journal/ports.ts";
import type {
  Arrival,
  Caller,
  FlowDefinition,
  LoadedRun,
  NewRun,
  Replay,
  RunRecord,
  RunResult,
  ScheduleName,
  Slot,
  StepRecord,
} from "../journal/records.ts";
import type {
  RefusalQuery,
  RefusedDelivery,
  StoredRefusal,
} from "../journal/refused-deliveries.ts";
import type { RunSearch } from "../journal/run-search.ts";

/** A record of a step, as JSON, and when something happened in it last, in milliseconds since 1970. */
export interface StepWrite {
  readonly runId: string;
  readonly path: string;
  readonly record: string;
  readonly at: number;
}

/** One change of the journal: what it needs, and what it answers. JSON is text already. */
export interface Changes {
  create: {
    ask: {
      run: Omit<NewRun, "definition" | "payload" | "replay">;
      payload: string;
      /** With the records as pairs of path and JSON. */
      replay?: Omit<Replay, "records"> & {
        readonly records: readonly (readonly [string, string])[];
      };
    };
    answer: Created;
  };
  slot: { ask: Slot; answer: null };
  endSchedule: { ask: ScheduleName; answer: null };
  side: { ask: Side; answer: null };
  flow: { ask: { version: string; definition: FlowDefinition }; answer: null };
  checkpoint: { ask: StepWrite; answer: null };
  finish: {
    ask: {
      runId: string;
      result: RunResult;
      caller: Caller | undefined;
      called: readonly string[];
    };
    answer: null;
  };
  park: { ask: { runId: string; rest: Rest }; answer: boolean };
  wake: { ask: readonly string[]; answer: null };
  cancel: { ask: { runId: string; supersededBy: string | undefined }; answer: boolean };
  awaitCallback: { ask: AwaitedCallback; answer: "waits" | "came" | "taken" };
  /** Answers with the arrival that has come, as JSON. */
  endCallback: { ask: { runId: string; step: string }; answer: string | undefined };
  deliver: {
    ask: { path: string; key: string; arrival: string; expected: Expected | undefined };
    answer: Created | "early" | "too many" | undefined;
  };
  putMessages: { ask: { id: string; body: string; until: number }; answer: null };
  prune: { ask: Pruning; answer: { runs: number; more: boolean } };
  refuse: { ask: RefusedDelivery; answer: null };
  /** Answers with the runs that have not ended. */
  erase: { ask: Erasing; answer: readonly string[] };
  forgetMessages: { ask: { id: string }; answer: null };
}

/** Changes of a journal that several nodes share. */
export interface SharedChanges {
  enter: { ask: Changes["create"]["ask"] & { readonly turn: Turn }; answer: Entered };
  leave: {
    ask: Changes["finish"]["ask"] & { readonly keyed: boolean; readonly claims: boolean };
    answer: Freed;
  };
  endUnwanted: { ask: { readonly at: number }; answer: Freed };
  take: { ask: Taking; answer: Taken };
  giveBack: { ask: { readonly runId: string; readonly at: number | undefined }; answer: null };
  keepOnly: { ask: readonly string[]; answer: boolean };
  /** Changes nothing, and is asked in the order of changes: what is on its way to the disk counts. */
  keyedFlows: { ask: undefined; answer: readonly string[] };
  applyLimits: {
    ask: readonly { readonly flow: string; readonly limit: number }[];
    answer: boolean;
  };
  /**
   * With whether this node may say of others that they are dead, and what it tells of itself, as JSON, where
   * that is new. Answers how many were.
   */
  beat: {
    ask: { readonly judges: boolean; readonly about: string | undefined };
    answer: number;
  };
}

/** What the calls of a journal's runs reach: `--simulate`, some other stand-in for the platform, or the platform. */
export type Side = "simulator" | "stand-in" | "platform";

/** A question, and the type of its answer. */
export interface Reads {
  /** `used`: it holds something that could be carried on, done again or swallow a repeat. */
  side: { ask: undefined; answer: { side: Side | undefined; used: boolean } };
  slots: { ask: undefined; answer: Slot[] };
  pending: { ask: undefined; answer: PendingRun[] };
  load: { ask: readonly string[]; answer: LoadedRun[] };
  definition: { ask: string; answer: FlowDefinition | undefined };
  messages: { ask: { id: string; now: number }; answer: string | undefined };
  callbackRoutes: { ask: undefined; answer: CallbackRoute[] };
  arrival: { ask: { runId: string; step: string }; answer: Arrival | undefined };
  get: { ask: string; answer: { run: RunRecord; steps: StepRecord[] } | undefined };
  list: { ask: RunQuery; answer: RunRecord[] };
  erasures: { ask: undefined; answer: Erasure[] };
  refusals: { ask: RefusalQuery; answer: StoredRefusal[] };
  search: SearchRead<"search">;
  byPrefix: SearchRead<"byPrefix">;
  links: SearchRead<"links">;
  failed: SearchRead<"failed">;
  unreplayed: SearchRead<"unreplayed">;
  tally: SearchRead<"tally">;
  oldestWaiting: SearchRead<"oldestWaiting">;
}

/** Questions about a journal that several nodes share. */
export interface SharedReads {
  countOpen: { ask: { readonly at: number }; answer: OpenRuns };
  standing: { ask: { readonly runId: string; readonly at: number }; answer: Standing | undefined };
  nodes: { ask: { readonly self: string }; answer: readonly NodeRecord[] };
}

interface SearchRead<Name extends keyof RunSearch> {
  readonly ask: Parameters<RunSearch[Name]>[0];
  readonly answer: Awaited<ReturnType<RunSearch[Name]>>;
}

export type AnyChanges = Changes & SharedChanges;

export type Write = {
  [kind in keyof AnyChanges]: { readonly kind: kind; readonly ask: AnyChanges[kind]["ask"] };
}[keyof AnyChanges];
