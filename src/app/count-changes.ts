import { type Hearer, lastOutcome, type RunChange } from "../journal/changes.ts";
import type { StepRecord } from "../journal/records.ts";
import type { Metrics } from "../telemetry/metrics/metrics.ts";
import type { RunMetrics } from "../telemetry/metrics/run-metrics.ts";

/** Counts what happens. */
export function countChanges(metrics: Metrics): Hearer {
  return (change) => {
    if (change.of === "run") return countRun(metrics.runs, change);
    if (change.of === "request") return metrics.webhooks.ended(change);
    if (change.of === "slots") return metrics.slotsPassed(change.flow, change.result, change.count);
    if (change.of === "reload")
      return metrics.reloads.reloaded(change.cause, change.outcome, change.flows);
    if (change.of === "journal")
      return change.what === "trouble"
        ? undefined
        : metrics.journal.committed(change.seconds, change.writes, change.ok);
    return metrics.connections.breakerChanged(change.connection, change.state);
  };
}

function countRun(runs: RunMetrics, change: RunChange): void {
  switch (change.what) {
    case "accepted":
      return runs.runStarted(change.flow, change.source);
    case "attempt_ended":
      return countAttempt(runs, change.step);
    case "step_ended":
      return countStep(runs, change.step);
    case "ended":
      return runs.runFinished(change.flow, change.status, change.failedSteps);
    case "started":
    case "step_started":
    case "waiting":
  }
}

/** Steps without an action are not counted. */
function countStep(runs: RunMetrics, step: StepRecord): void {
  const { uses, status, startedAt, endedAt = startedAt, attempts } = step;
  if (uses === undefined || status === "skipped") return;
  runs.stepEnded(uses, status, (endedAt - startedAt) / 1_000);
  // One after which another was due has been told, and so has one that a crash cut off.
  const last = attempts.at(-1);
  if (last?.retryAt === undefined && last?.error?.reason !== "interrupted")
    countAttempt(runs, step);
}

function countAttempt(runs: RunMetrics, step: StepRecord): void {
  const outcome = lastOutcome(step);
  if (step.uses === undefined || outcome === undefined) return;
  runs.attemptEnded(step.uses, outcome);
  if (step.attempts.at(-1)?.retryAt !== undefined) runs.retryDue(step.uses);
}
