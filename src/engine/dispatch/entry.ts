import type { RunChange } from "../../journal/changes.ts";
import type { Caller, NewRun } from "../../journal/records.ts";
import type { Due } from "./due-times.ts";
import type { Line } from "./line.ts";
import type { Claim, WhenFull } from "./work-queue.ts";

/**
 * What a run does that has not ended: it is on its way to the journal, waits for its turn in its key,
 * waits for a place, is worked on, is being laid to rest, rests, can't go on with the flows as they
 * are, or its end is on its way to the journal.
 */
export type State =
  | "entering"
  | "queued"
  | "ready"
  | "held"
  | "parking"
  | "resting"
  | "stuck"
  | "ending";

/** What the queue knows of a run. There may be 100,000 of them: small. */
export class Entry implements Due {
  readonly id: string;
  readonly flow: string;
  readonly createdAt: number;
  readonly caller: Caller | undefined;
  readonly whenFull: WhenFull;
  /** Undefined before it enters, and after its end. */
  state: State | undefined;
  /** Somebody has worked on it. */
  isBegun = false;
  isCancelled = false;
  /** The newer run of its key that asked for that. */
  supersededBy: string | undefined;
  /** Something has come while it was being laid to rest. */
  hasNews = false;
  lane: Lane | undefined;
  claim: Claim | undefined;
  token = 0;
  due: number | undefined;
  place = 0;
  /** Told whether it was dropped. */
  onDecided: ((dropped: boolean | Promise<boolean>) => void) | undefined;

  constructor(run: Pick<NewRun, "id" | "flow" | "createdAt" | "caller">, whenFull: WhenFull) {
    this.id = run.id;
    this.flow = run.flow;
    this.createdAt = run.createdAt;
    this.caller = run.caller;
    this.whenFull = whenFull;
  }
}

/** Runs with one concurrency key, each kind in the order of acceptance. */
export interface Lane {
  readonly name: string;
  /** The flow whose key it is, by its name of when the lane was made. */
  readonly owner: string;
  /** The flow of the run that came last. */
  flow: string;
  /** They have begun, or may: until their end, rests included. */
  readonly inside: Line<Entry>;
  /** They wait for their turn. */
  readonly waiting: Line<Entry>;
  /** They are not decided on: on their way to the journal, or behind one that is. */
  readonly arriving: Line<Entry>;
  /** How many may be inside, as the flow said last. */
  limit: number;
  /** How many wait behind runs that all rest. */
  behind: number;
}

/** It rests. @param until milliseconds since 1970; undefined: until something comes */
export function waiting({ id: runId, flow }: Entry, until: number | undefined): RunChange {
  return { of: "run", what: "waiting", runId, flow, until };
}
