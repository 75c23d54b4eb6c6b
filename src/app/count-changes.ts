import {
  endedAttempt,
  type Hearer,
  outcomeOf,
  type RunChange,
  type StepChange,
} from "../journal/changes.ts";
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
    case "step_ended":
      return countStep(runs, change);
    case "ended":
      return runs.runFinished(change.flow, change.status, change.failedSteps);
    case "started":
    case "step_started":
    case "waiting":
  }
}

/** Steps without an action are not counted. */
function countStep(runs: RunMetrics, change: StepChange): void {
  const { uses, status, startedAt, endedAt = startedAt } = change.step;
  if (uses === undefined || status === "skipped") return;
  if (change.what === "step_ended") runs.stepEnded(uses, status, (endedAt - startedAt) / 1_000);
  const attempt = endedAttempt(change);
  if (attempt === undefined) return;
  runs.attemptEnded(uses, outcomeOf(attempt, change.step));
  if (attempt.retryAt !== undefined) runs.retryDue(uses);
}
