/** What people ask of a store, and the engine does not: finding runs, and what belongs to them. */
import type { FailureCause } from "./failure-cause.ts";
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

/** A run that failed, or ended well with failed steps. */
export interface FailedRun {
  readonly id: string;
  readonly flow: string;
  /** How it ended. */
  readonly status: EndStatus;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Whether it has a replay. */
  readonly isReplayed: boolean;
  /** Why it failed; of one that ended well, why its first step failed. */
  readonly cause: FailureCause;
}

/** Which runs {@link RunSearch.failed} gives. Times are milliseconds since 1970. */
export interface FailedQuery {
  /** `failed`: they ended so; `otherwise`: they ended well, and steps of them failed. */
  readonly ended: "failed" | "otherwise";
  /** Under all names that the flow has had; all flows unless given. */
  readonly flows?: readonly string[];
  readonly since: number;
  readonly until?: number;
  /** Only runs accepted after the run with this id. */
  readonly after?: string;
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
  /**
   * Failures in the order of acceptance.
   * @returns the last run that was looked at, when there may be more: a store looks at some at a time
   */
  failed(query: FailedQuery): Promise<{ runs: FailedRun[]; last: string | undefined }>;
  /** Failed runs without a replay, and how many there are in all. */
  unreplayed(query: UnreplayedQuery): Promise<{ ids: string[]; count: number }>;
}
