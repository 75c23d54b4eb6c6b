import type { Logger } from "pino";
import type { ActionContext, Connection } from "../../actions/action.ts";
import { CallSignal } from "../../actions/call-signal.ts";
import { ActionError } from "../../errors.ts";
import type { UsesStep } from "../../flows/compiled-flow.ts";
import type { Frame, StepSurroundings } from "./frame.ts";
import { Expired, Suspended } from "./interruptions.ts";

/** Time that one attempt of an action without a connection may take. */
const DEFAULT_TIMEOUT_MS = 30_000;

/**
 * Calls the action with a time limit.
 * @param path the step's
 * @throws ActionError, of reason `timeout` when its own time is over; Expired when that of
 *   something around it is; Suspended when the daemon stops
 */
export async function callAction(
  step: UsesStep,
  input: unknown,
  path: string,
  { context, deadline, surroundings }: Pick<Frame, "context" | "deadline" | "surroundings">,
): Promise<unknown> {
  const { connections, keepMessages, logger, outbound } = surroundings;
  const connection = connectionOf(step, connections);
  await step.action.prepare?.();
  const timeoutMs = step.timeoutMs ?? connection?.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const left = deadline === undefined ? timeoutMs : deadline.at - context.clock.now();
  const signal = new CallSignal();
  let timedOut = false;
  const timer = setTimeout(
    () => {
      timedOut = true;
      signal.abort();
    },
    Math.max(0, Math.min(timeoutMs, left)),
  );
  context.calls.add(signal);
  const actionContext: ActionContext = {
    connection,
    signal,
    idempotencyKey: `${context.run.id}/${path}`,
    keepMessages,
    outbound,
    logger,
  };
  try {
    return await step.action.run(input, actionContext);
  } catch (error) {
    if (timedOut && deadline !== undefined && left <= timeoutMs) throw new Expired(deadline);
    if (timedOut) throw timeout(timeoutMs, error);
    if (signal.aborted) throw new Suspended();
    throw asActionError(error, logger, { run_id: context.run.id, step: path });
  } finally {
    clearTimeout(timer);
    context.calls.delete(signal);
  }
}

function timeout(ms: number, cause: unknown): ActionError {
  return new ActionError("timeout", `no answer within ${ms} ms; the call may have arrived`, {
    cause,
  });
}

/**
 * The connection that the step names, if its action needs one.
 * @throws ActionError `no_connection` when a reload has removed it
 */
export function connectionOf(
  { connection }: UsesStep,
  connections: StepSurroundings["connections"],
): Connection | undefined {
  if (connection === undefined) return undefined;
  const found = connections.get(connection);
  if (found !== undefined) return found;
  throw new ActionError("unavailable", `there is no connection "${connection}" any more`, {
    code: "no_connection",
    hint: "a reload has removed it; put it back into ahaflow.yaml, and the next try finds it",
  });
}

/** Anything but an ActionError is a bug: logged with its stack, and a failure of this step only. */
export function asActionError(
  error: unknown,
  logger: Logger,
  place: { readonly run_id: string; readonly step?: string },
): ActionError {
  if (error instanceof ActionError) return error;
  logger.error({ ...place, err: error }, "a step met a bug of ahaflow");
  return new ActionError("invalid_request", "a bug in ahaflow; the log has the details", {
    code: "internal_error",
    cause: error,
  });
}
