import type {
  RunLink as LinkView,
  Run,
  RunList,
  RunSummary,
  Step,
} from "../../generated/admin-api.ts";
import { customerOf } from "../../journal/customer-of.ts";
import type { RunRecord, StepRecord } from "../../journal/records.ts";
import type { RunLink, RunLinks } from "../../journal/run-search.ts";
import { iso, shownStep } from "../../journal/shown-step.ts";
import { actions } from "../../platforms/installed.ts";

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
    customer: customerView(run),
    erased_at: run.erasedAt === undefined ? null : iso(run.erasedAt),
  };
}

function customerView({ payload }: RunRecord): RunSummary["customer"] {
  const { id = null, name = null, phone = null } = customerOf(payload) ?? {};
  return id === null && name === null && phone === null ? null : { id, name, phone };
}

/** The message of a step, as the customer sees it; null when its input is none, or not any more. */
function messageOf({ uses, input }: StepRecord): NonNullable<Step["message"]> | null {
  const action = uses === undefined || input === undefined ? undefined : actions.get(uses);
  if (action?.preview === undefined || (action.checkInput?.(input) ?? []).length > 0) return null;
  return { parts: [...action.preview(input)] };
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
    steps: steps.map((step) => ({ ...shownStep(step), message: messageOf(step) })),
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
