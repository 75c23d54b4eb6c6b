import { causeOf } from "../../journal/failure-cause.ts";
import type { RunQuery } from "../../journal/ports.ts";
import type { EndStatus, RunError, RunRecord, StepRecord } from "../../journal/records.ts";
import {
  type FailedRun,
  MOST_LINKS,
  type RunLink,
  type RunSearch,
} from "../../journal/run-search.ts";
import { hasTerms } from "../../journal/search-terms.ts";
import { runText } from "../../journal/search-text.ts";
import { createTally } from "./memory-run-tally.ts";

/**
 * Finds runs among those in memory.
 * @param all every run, in the order of acceptance
 * @param stepsOf the steps of one of them
 * @param activeAt when something happened to a run last, in milliseconds since 1970
 */
export function createRunSearch(
  all: () => RunRecord[],
  stepsOf: (runId: string) => StepRecord[],
  activeAt: (runId: string) => number,
): RunSearch & Pick<Lister, "list"> {
  const wanted = ({ activeSince, ...filter }: Omit<RunQuery, "limit">) =>
    matching(all(), filter).filter(
      ({ id }) => activeSince === undefined || activeAt(id) >= activeSince,
    );
  const replaysOf = (id: string) => all().filter(({ replayOf }) => replayOf === id);
  return {
    async list(query) {
      return wanted(query).slice(0, query.limit);
    },
    async search({ terms, limit, before, ...filter }) {
      const order = all().toReversed();
      const older = before === undefined ? 0 : order.findIndex(({ id }) => id === before) + 1;
      const ids = new Set(wanted(filter).map(({ id }) => id));
      const runs = order
        .slice(older)
        .filter(({ id }) => ids.has(id))
        .map((run) => ({ run, steps: stepsOf(run.id) }))
        .filter(({ run, steps }) => hasTerms(runText(run, steps), terms))
        .slice(0, limit);
      return { runs, last: runs.length === limit ? runs.at(-1)?.run.id : undefined };
    },
    async byPrefix({ prefix, limit, ...filter }) {
      return wanted(filter)
        .filter(({ id }) => id.startsWith(prefix))
        .slice(0, limit);
    },
    async links(runId) {
      return {
        subRuns: all()
          .filter(({ caller }) => caller?.runId === runId)
          .slice(0, MOST_LINKS)
          .map(linkOf),
        replays: replaysOf(runId).slice(0, MOST_LINKS).map(linkOf),
      };
    },
    ...createFailures(all, replaysOf),
    ...createTally(all),
  };
}

function createFailures(
  all: () => RunRecord[],
  replaysOf: (id: string) => RunRecord[],
): Pick<RunSearch, "failed" | "unreplayed"> {
  const failed = () => all().filter(({ status }) => status === "failed");
  return {
    async failed({ ended, flows, since, until, after }) {
      const order = inOrder(all()).map(({ id }) => id);
      const last = after === undefined ? -1 : order.indexOf(after);
      const runs = matching(all(), { since, ...(until === undefined ? {} : { until }) })
        .toReversed()
        .filter((run) => (ended === "failed" ? run.status === "failed" : hasFailures(run)))
        .filter(({ flow, id }) => (flows?.includes(flow) ?? true) && order.indexOf(id) > last)
        .map((run) => failedRun(run, replaysOf(run.id).length > 0));
      return { runs, last: undefined };
    },
    async unreplayed({ flow, was = [], since, until, limit, after }) {
      const order = inOrder(all()).map(({ id }) => id);
      const last = after === undefined ? -1 : order.indexOf(after);
      const ids = matching(failed(), { flow, was, since, until })
        .toReversed()
        .map(({ id }) => id)
        .filter((id) => replaysOf(id).length === 0);
      const page = ids.filter((id) => order.indexOf(id) > last).slice(0, limit);
      return { ids: page, count: ids.length };
    },
  };
}

interface Lister {
  list(query: RunQuery): Promise<RunRecord[]>;
}

function inOrder(runs: readonly RunRecord[]): RunRecord[] {
  return runs.toSorted((one, two) => one.createdAt - two.createdAt);
}

function matching(
  runs: readonly RunRecord[],
  { flow, was = [], status, withFailures = false, since, until, before }: Omit<RunQuery, "limit">,
): RunRecord[] {
  const ordered = inOrder(runs);
  const older =
    before === undefined
      ? ordered
      : ordered.slice(
          0,
          ordered.findIndex(({ id }) => id === before),
        );
  return older
    .filter(
      (run) =>
        (flow === undefined || [flow, ...was].includes(run.flow)) &&
        (status === undefined || run.status === status) &&
        (!withFailures || hasFailures(run)) &&
        (since === undefined || run.createdAt >= since) &&
        (until === undefined || run.createdAt < until),
    )
    .toReversed();
}

function hasFailures({ status, failed }: RunRecord): boolean {
  return failed !== undefined && status !== "failed";
}

/** @param run that has failed, or has failures */
function whyOf({ status, error, failed }: RunRecord): RunError {
  return (status === "failed" ? error : failed?.first) as RunError;
}

function linkOf({ id, flow, status, createdAt, caller, failed }: RunRecord): RunLink {
  return { id, flow, status, createdAt, failedSteps: failed?.count ?? 0, step: caller?.path };
}

function failedRun(run: RunRecord, isReplayed: boolean): FailedRun {
  const { id, flow, status, createdAt } = run;
  return {
    id,
    flow,
    status: status as EndStatus,
    createdAt,
    isReplayed,
    cause: causeOf(whyOf(run)),
  };
}
