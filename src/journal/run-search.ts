/** What people ask of a store, and the engine does not: finding runs, and what belongs to them. */
import type { FailureReason } from "../errors.ts";
import type { RunQuery } from "./ports.ts";
import type { EndStatus, RunRecord, RunStatus, StepRecord } from "./records.ts";
import type { RunTally } from "./run-tally.ts";
import type { SearchTerms } from "./search-terms.ts";

/** A search in what came, was sent and answered, and went wrong; the run accepted last comes first. */
export interface TextQuery extends RunQuery {
  readonly terms: SearchTerms;
}

/** What a search has found, and where it goes on. */
export interface Found {
  /** At most as many as asked for. */
  readonly runs: { readonly run: RunRecord; readonly steps: StepRecord[] }[];
  /** The last run that was looked at, when there may be more: a store looks at some at a time. */
  readonly last: string | undefined;
}

/** Which runs {@link RunSearch.byPrefix} gives. */
export interface PrefixQuery extends Omit<RunQuery, "before"> {
  readonly prefix: string;
}

/** A run that belongs to another one. */
export interface RunLink {
  readonly id: string;
  readonly flow: string;
  readonly status: RunStatus;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly failedSteps: number;
  /** For a called run: the path of the step that called it. */
  readonly step: string | undefined;
}

/** What belongs to a run, the oldest first, each at most {@link MOST_LINKS}. */
export interface RunLinks {
  /** The runs that its `call` steps made. */
  readonly subRuns: RunLink[];
  /** The runs that do it again. */
  readonly replays: RunLink[];
}

export const MOST_LINKS = 500;

/** The runs of one flow that failed, or ended well with failed steps, with one reason. Times are milliseconds since 1970. */
export interface FailureGroup {
  readonly flow: string;
  /** How the runs ended. */
  readonly status: EndStatus;
  /** Why the run failed; of one that ended well, why its first step failed. */
  readonly reason: FailureReason;
  readonly count: number;
  /** How many of them have a replay. */
  readonly replayed: number;
  /** When the first and the last of them were accepted. */
  readonly first: number;
  readonly last: number;
  /** The id of the last one. */
  readonly example: string;
}

/** Which failed runs {@link RunSearch.unreplayed} gives, oldest first. */
export interface UnreplayedQuery {
  readonly flow: string;
  /** Names that the flow had before: its runs under them, too. */
  readonly was?: readonly string[];
  readonly since: number;
  readonly until: number;
  readonly limit: number;
  /** Only runs accepted after the run with this id. */
  readonly after?: string;
}

/** A store's promises about finding runs (test/contracts/). */
export interface RunSearch extends RunTally {
  search(query: TextQuery): Promise<Found>;
  /** Runs whose id begins so, newest first. */
  byPrefix(query: PrefixQuery): Promise<RunRecord[]>;
  links(runId: string): Promise<RunLinks>;
  /** Failures in runs that were accepted since a time, the group with the latest one first. */
  failures(since: number): Promise<FailureGroup[]>;
  /** Failed runs without a replay, and how many there are in all. */
  unreplayed(query: UnreplayedQuery): Promise<{ ids: string[]; count: number }>;
}
