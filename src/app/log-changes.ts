import type { Logger } from "pino";
import { webhookLog } from "../http/webhooks/webhook-log.ts";
import {
  type ConnectionChange,
  endedAttempt,
  type Hearer,
  outcomeOf,
  type RunChange,
  type StepChange,
} from "../journal/changes.ts";
import type { StoreTrouble } from "../journal/ports.ts";

/** Logs what happens; reloads have their own lines (`reloader.ts`). */
export function logChanges(logger: Logger): Hearer {
  const logRequest = webhookLog(logger);
  return (change) => {
    if (change.of === "run") logRun(logger, change);
    else if (change.of === "request") logRequest(change);
    else if (change.of === "connection") logConnection(logger, change);
    else if (change.of === "journal" && change.what === "trouble")
      logTrouble(logger, change.trouble);
  };
}

function logRun(logger: Logger, change: RunChange): void {
  if (change.what === "ended") return logEnd(logger, change);
  if ("step" in change && logger.isLevelEnabled("debug")) logAttempt(logger, change);
}

function logEnd(logger: Logger, change: Extract<RunChange, { what: "ended" }>): void {
  const { runId, flow, status, durationMs, requestId, failedSteps, error } = change;
  const fields = {
    run_id: runId,
    flow,
    status,
    duration_ms: durationMs,
    request_id: requestId,
    failed_steps: failedSteps === 0 ? undefined : failedSteps,
  };
  if (error === undefined) return logger.info(fields, "run finished");
  const { step, reason, code, message } = error;
  const said = status === "failed" ? "run failed" : "run finished, with failed steps";
  logger.warn({ ...fields, step, reason, code, error: message }, said);
}

function logAttempt(logger: Logger, change: StepChange): void {
  const { runId: run_id, step } = change;
  const ended = endedAttempt(change);
  if (step.uses === undefined || ended === undefined) return;
  const attempt = step.attempts.length;
  const outcome = outcomeOf(ended, step);
  logger.debug({ run_id, step: step.path, action: step.uses, outcome, attempt }, "attempt ended");
}

/** A request that meets trouble logs nothing: this says it once, and when it is over. */
function logTrouble(logger: Logger, trouble: StoreTrouble | undefined): void {
  if (trouble === undefined) return logger.info("the journal can be written again");
  const { code, message } = trouble;
  logger.error({ code }, `${message}; until then webhooks are answered 503`);
}

function logConnection(logger: Logger, { connection, state, nextAt }: ConnectionChange): void {
  if (state === "closed") logger.info({ connection }, "the connection works again");
  if (state === "open" && nextAt !== undefined)
    logger.warn(
      { connection, next_try: new Date(nextAt).toISOString() },
      "the connection is down: its calls wait, and one at a time sees whether it is back",
    );
}
