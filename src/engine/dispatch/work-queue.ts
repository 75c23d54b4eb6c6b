/**
 * The one home of what decides about runs: which may go on and when, and who has to make room.
 *
 * What an implementation promises (test/contracts/work-queue.ts):
 * - A decision and the write that belongs to it are one step: nothing looks, waits, and then acts.
 * - A run has one holder at a time. What comes with another token than the holder's changes nothing,
 *   so each call may come twice, or late.
 * - Runs of one key go in the order of acceptance, at most as many at once as the flow allows now, from
 *   their begin to their end, rests included. A newcomer never overtakes.
 * - What comes for a run (an arrival, its time, a wish for its end) is never lost: not while it is held,
 *   nor while it is being laid to rest.
 * - Nothing is known to the process alone: after a crash the store tells the same.
 *
 * The store decides whether a run may be laid to rest: it alone knows the order of that write and of
 * arrivals and cancels. The queue decides on turns and times.
 */
import type { Created } from "../../journal/ports.ts";
import type { EndStatus, NewRun, RunResult } from "../../journal/records.ts";

/** What a flow says about runs with one key. */
export interface KeyRules {
  /** The flow's names, of now and of before: their runs share the order. */
  readonly names: readonly string[];
  /** How many runs of a key go at once; undefined: there is no key any more, the limit of before holds. */
  readonly limit: number | undefined;
}

/** What becomes of a run that finds its key full. */
export type WhenFull = "queue" | "drop" | "restart";

/** How a run is accepted. */
export interface Acceptance {
  readonly whenFull: WhenFull;
  /** It comes from outside and is refused while there is too much to do. */
  readonly isBounded: boolean;
  /** Called once the run is kept, before it can begin. */
  readonly onKept: () => void;
}

export interface Accepted extends Created {
  /** The run is on record, and does not run: its key has no place (`when_full: drop`). */
  readonly dropped: boolean;
}

/** The right to work on a run, until it is given back by `rest`, `end` or `handBack`. */
export interface Claim {
  readonly runId: string;
  /** Another one for each claim. */
  readonly token: number;
  /** Whether somebody asked for the end of the run. */
  readonly isCancelled: () => boolean;
  /** The newer run of its key for which that was asked. */
  readonly supersededBy: () => string | undefined;
  /** Nobody has worked on it before, on any node. Missing where nobody else can. */
  readonly isFresh?: boolean;
  /** Whether somebody else may work on it by now. Missing where nobody else can. */
  readonly isLost?: () => boolean;
  /** Called when something has come for the run, or its end was asked for; set by the holder. */
  onNews: () => void;
}

/** Why a run is given back as it was. */
export type HandBack =
  /** It is tried again then, in milliseconds since 1970. */
  | { readonly at: number }
  /** Nothing but other files can help. */
  | "until reload"
  /** It has ended already. */
  | "gone";

/** How many runs have not ended, by what they do. */
export interface OpenCounts {
  /** They wait for their turn or for a place. */
  readonly queued: number;
  readonly held: number;
  readonly resting: number;
}

export interface QueueCounts extends OpenCounts {
  /** What could be worked on: without those that rest, and those behind them. */
  readonly backlog: number;
}

/** How many runs there are to do, as `backlog` of {@link QueueCounts}. */
export interface Work {
  readonly all: number;
  /** Of one flow. */
  readonly own: number;
}

/** What keeps a run from being worked on. */
export type Standing =
  /** Its turn in its key has not come. */
  | { readonly kind: "key"; readonly holder: string | undefined; readonly ahead: number }
  /** There is no place for it. */
  | { readonly kind: "place"; readonly ahead: number }
  /** Its steps know: it is worked on, or rests. */
  | { readonly kind: "begun" }
  /** It can't go on with the flows as they are. */
  | { readonly kind: "stuck" };

export interface WorkQueue {
  /**
   * Keeps a run and decides on it. Resolves when that is on record. One flow alone does not get all the room
   * that the backlog has.
   * @throws BacklogFull
   */
  accept(run: NewRun, how: Acceptance): Promise<Accepted>;
  /** Takes up every run that has not ended, before anything else is asked. @returns how many */
  recover(): Promise<number>;

  /** Lays a run to rest until a time, in milliseconds since 1970, or until something comes for it. */
  rest(claim: Claim, until: number | undefined, knownArrivals: number): Promise<void>;
  /**
   * Ends a run, once, and lets its caller go on.
   * @param called runs that it called and that have not ended: their end is asked for with it
   */
  end(claim: Claim, result: RunResult, called: readonly string[]): Promise<void>;
  /** Gives a run back as it was. */
  handBack(claim: Claim, why: HandBack): void;

  /** Asks for the end of a run; one that has not begun ends at once. @returns whether it had not ended */
  cancel(runId: string): Promise<boolean>;
  /** Something that is on record has come for a run. */
  arrived(runId: string): void;
  /** The flows have changed, and with them perhaps their limits; what could not go may go now. */
  rulesChanged(): void;

  /** Of all nodes; where there are several, as they were when the runs were counted last. */
  readonly counts: QueueCounts;
  /** Counts anew. */
  recount(): Promise<void>;
  /** The same of some flows alone; every run is looked at for it. */
  countsOf(flows: readonly string[]): OpenCounts;
  /** How it stands with a run; undefined when it is not known, or has ended. */
  standingOf(runId: string): Promise<Standing | undefined>;
  workOf(flow: string): Work;
  /** Resolves when no run can go on before something comes from outside, or after `stop`. */
  idle(): Promise<void>;
  /** Hands out no more. */
  stop(): void;
}

/** A run that ended without having begun. */
export interface EndedEarly {
  readonly id: string;
  readonly flow: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly status: EndStatus;
}
