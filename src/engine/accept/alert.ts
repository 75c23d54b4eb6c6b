/**
 * Tells of a failed run by the flow that `on_failure` of ahaflow.yaml names. That is a run of its
 * own, made once: its caller is the failed run, and its dedupe key the cause.
 */
import type { Logger } from "pino";
import { AhaflowError } from "../../errors.ts";
import { flowNamed } from "../../flows/catalog.ts";
import type { AlertInputs } from "../../flows/check-alert.ts";
import type { CompiledFlow } from "../../flows/compiled-flow.ts";
import type { RunError, RunRecord } from "../../journal/records.ts";
import type { AlertSettings } from "../../settings/settings.ts";
import type { TriggerEvent } from "./submit.ts";

export interface AlertSurroundings {
  readonly alert: Pick<AlertSettings, "flow" | "oncePerMs"> | undefined;
  readonly flows: ReadonlyMap<string, CompiledFlow>;
  readonly logger: Logger;
  readonly submit: (event: TriggerEvent) => Promise<unknown>;
}

/**
 * Calls the flow that tells of failures; resolves when its run is kept.
 * A called run tells nothing: its caller fails with it, or has caught that. So an alert that fails,
 * and whatever it calls, never calls another.
 * @param receivedAt milliseconds since 1970
 */
export async function tellOf(
  run: Pick<RunRecord, "id" | "flow" | "caller">,
  error: RunError,
  receivedAt: number,
  { alert, flows, logger, submit }: AlertSurroundings,
): Promise<void> {
  const flow = alert && flowNamed(flows, alert.flow);
  if (flow === undefined || run.caller !== undefined) return;
  if (run.flow === flow.name || flow.was.includes(run.flow)) return;
  const inputs = inputsOf(run, error);
  const wrong = flow.checkInputs?.(inputs).map(({ message }) => message) ?? ["it has no inputs"];
  const fields = { run_id: run.id, flow: run.flow, alert: flow.name };
  if (wrong.length > 0) return logger.warn({ ...fields, wrong }, "nobody could be told");
  try {
    await submit({
      flow,
      source: "call",
      payload: { inputs },
      receivedAt,
      caller: { runId: run.id, path: "on_failure" },
      dedupe: { key: causeOf(inputs), ttlMs: alert?.oncePerMs ?? 0 },
    });
  } catch (err) {
    if (!(err instanceof AhaflowError) || err.code !== "concurrency_key") throw err;
    logger.warn({ ...fields, wrong: [err.message] }, "nobody could be told");
  }
}

function inputsOf({ id, flow }: Pick<RunRecord, "id" | "flow">, error: RunError): AlertInputs {
  const { step = "", reason, code, message, status = null, attempts = 0 } = error;
  return { flow, run_id: id, step, reason, code, message, status, attempts };
}

/** Flow, step and reason; the entries of a loop are one step. */
function causeOf({ flow, step, reason }: AlertInputs): string {
  const steps = step.split("/").filter((part) => !/^\d+$/.test(part));
  return `on_failure ${JSON.stringify([flow, steps.join("/"), reason])}`;
}
