import type { RunLink as LinkView, Run, RunList, RunSummary } from "../../generated/admin-api.ts";
import type { RunRecord, StepRecord } from "../../journal/records.ts";
import type { RunLink, RunLinks } from "../../journal/run-search.ts";
import { iso, shownStep } from "../../journal/shown-step.ts";

/** A run in a list. */
export function runSummary(run: RunRecord): RunSummary {
  return {
    id: run.id,
    flow: run.flow,
    version: run.version,
    commit: run.commit ?? null,
    source: run.source,
    status: run.status,
    created_at: iso(run.createdAt),
    finished_at: run.finishedAt === undefined ? null : iso(run.finishedAt),
    wake_at: run.wakeAt === undefined ? null : iso(run.wakeAt),
    replay_of: run.replayOf ?? null,
    error: run.error ?? null,
    failed_steps: run.failed?.count ?? 0,
    first_failure: run.failed?.first ?? null,
    stop_reason: run.stopReason ?? null,
  };
}

/** A page of a list. @param cursor where the next one begins, if there may be one */
export function runPage(runs: readonly RunRecord[], cursor: string | undefined): RunList {
  return { runs: runs.map(runSummary), ...(cursor === undefined ? {} : { cursor }) };
}

/** A run with all that is known of it. */
export function runDetails(run: RunRecord, steps: readonly StepRecord[], links: RunLinks): Run {
  const { caller } = run;
  return {
    ...runSummary(run),
    payload: run.payload as unknown as Run["payload"],
    output: (run.output ?? null) as Run["output"],
    caller: caller === undefined ? null : { run_id: caller.runId, step: caller.path },
    sub_runs: links.subRuns.map(linkView),
    replays: links.replays.map(linkView),
    steps: steps.map(shownStep),
  };
}

/** A run that belongs to another one. */
export function linkView({ id, flow, status, createdAt, failedSteps, step }: RunLink): LinkView {
  return {
    id,
    flow,
    status,
    created_at: iso(createdAt),
    failed_steps: failedSteps,
    step: step ?? null,
  };
}
