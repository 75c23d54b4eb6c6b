/** What the queue of several nodes asks of the journal that they share: it decides, in the commit that belongs to it. */
import type { Created, RunStore } from "../../journal/ports.ts";
import type { Caller, NewRun, RunResult } from "../../journal/records.ts";
import type { EndedEarly, OpenCounts, Standing, WhenFull } from "./work-queue.ts";

/** How a run enters. */
export interface Turn {
  /** The flow's names, of now and of before; how many runs of a key go at once, undefined: as many as before. */
  readonly names: readonly string[];
  readonly limit: number | undefined;
  readonly whenFull: WhenFull;
  /** It is refused where so many wait for its key; undefined: it is not. */
  readonly mostBehind: number | undefined;
  /** This node has a place for it. */
  readonly claims: boolean;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What becomes of other runs with a change. */
export interface Freed {
  /** They have ended without having begun. */
  readonly ended: readonly EndedEarly[];
  /** They have begun, and their end is asked for. */
  readonly unwanted: readonly string[];
  /** This node works on them from now on. */
  readonly claimed: readonly TakenRun[];
  /** Their calls have ended: what they called did. */
  readonly told: readonly string[];
  /** There may be others to be worked on. */
  readonly due: boolean;
}

export interface Entered extends Created, Freed {
  /** Too many wait for its key: it was not kept. */
  readonly full: boolean;
  readonly dropped: boolean;
}

/** Runs to work on. */
export interface Taking {
  /** At most. */
  readonly count: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The flow that had its turn last: the others come before it. */
  readonly after: string;
  /** Flows of which none may begin now. */
  readonly without: readonly string[];
}

export interface TakenRun extends Pick<NewRun, "id" | "flow" | "createdAt" | "caller"> {
  /** It has a concurrency key. */
  readonly keyed: boolean;
  /** Somebody asked for its end. */
  readonly cancelled: boolean;
  /** The newer run of its key for which that was asked. */
  readonly supersededBy: string | undefined;
  /** Nobody has worked on it before. */
  readonly fresh: boolean;
}

export interface Taken {
  readonly runs: readonly TakenRun[];
  /** There are more. */
  readonly more: boolean;
  /** When the next one that rests is due, in milliseconds since 1970. */
  readonly nextAt: number | undefined;
}

/** The runs of a flow that have not ended. */
export interface FlowCounts extends OpenCounts {
  readonly flow: string;
  /** Those of the queued ones that wait behind runs that rest. */
  readonly behind: number;
}

/** All runs that have not ended. */
export interface OpenRuns {
  readonly flows: readonly FlowCounts[];
  /** How many nodes share the journal now. */
  readonly nodes: number;
}

export interface SharedJournal extends RunStore {
  /** Keeps an accepted run, and decides on it. */
  enter(run: NewRun, turn: Turn): Promise<Entered>;
  /**
   * Ends a run, and lets in who waits for its key.
   * @param claims this node goes on with the next one of its key
   */
  leave(
    runId: string,
    result: RunResult,
    how: {
      readonly caller: Caller | undefined;
      readonly called: readonly string[];
      readonly keyed: boolean;
      readonly claims: boolean;
    },
  ): Promise<Freed>;
  /** Ends those that have not begun and whose end is asked for. @param at milliseconds since 1970 */
  endUnwanted(at: number): Promise<Freed>;
  /** Gives this node runs to work on. */
  take(taking: Taking): Promise<Taken>;
  /** Nobody works on a run until a time, in milliseconds since 1970; undefined: until other files are there. */
  giveBack(runId: string, at: number | undefined): Promise<void>;
  /** This node works on none but these. @returns whether it had others */
  keepOnly(runIds: readonly string[]): Promise<boolean>;
  /** The flows whose runs have keys and have not ended. */
  keyedFlows(): Promise<readonly string[]>;
  /** Flows have other limits now, and perhaps other files. @returns whether there may be runs to work on */
  applyLimits(
    limits: readonly { readonly flow: string; readonly limit: number }[],
  ): Promise<boolean>;
  /** Every run that has not ended, counted. @param at milliseconds since 1970 */
  countOpen(at: number): Promise<OpenRuns>;
  /** What keeps a run from being worked on. */
  standing(runId: string, at: number): Promise<Standing | undefined>;
  /** Told when the others have given this node up: all that it works on is somebody else's. */
  onGivenUp: () => void;
  /** Told when others have left runs behind. */
  onDue: () => void;
}
