import type { Logger } from "pino";
import { after } from "../../clock.ts";
import { ActionError } from "../../errors.ts";
import type { UsesStep } from "../../flows/compiled-flow.ts";
import { CallSignal } from "../../outgoing/call-signal.ts";
import type { ActionContext, Connection } from "../../platforms/action.ts";
import { doubted, withoutBody } from "./doubt.ts";
import type { Frame } from "./frame.ts";
import { Expired } from "./interruptions.ts";

/** Time that one attempt of an action without a connection may take. */
const DEFAULT_TIMEOUT_MS = 30_000;

const NEVER = Number.POSITIVE_INFINITY;

/** What is known of a call besides its step. */
interface Call {
  /** What it goes over. */
  readonly connection: Connection | undefined;
  /** The try's, as it is on record. */
  readonly startedAt: number;
}

/**
 * Calls the action with a time limit. It ends with that, also while the action still gets its connection.
 * @param path the step's
 * @throws ActionError; Expired when the time of something around it is over; Suspended when the
 *   daemon stops
 */
export async function callAction(
  step: UsesStep,
  input: unknown,
  path: string,
  { context, deadline, surroundings }: Frame,
  { connection, startedAt }: Call,
): Promise<unknown> {
  const { keepMessages, logger, mayCall, outbound, traceParent } = surroundings;
  const signal = new CallSignal(traceParent?.(context.run.id, path, startedAt), mayCall);
  const timeoutMs = step.timeoutMs ?? connection?.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const left = deadline === undefined ? NEVER : deadline.at - context.clock.now();
  const stopTimer = after(Math.min(timeoutMs, left), () => {
    // A timer and the clock may differ by a millisecond: what has expired is told once, here.
    if (deadline !== undefined && left <= timeoutMs) signal.abort(new Expired(deadline.path));
    else signal.expire(timeout(timeoutMs, signal));
  });
  context.seat.calls.add(signal);
  const actionContext: ActionContext = {
    connection,
    signal,
    idempotencyKey: `${context.run.id}/${path}`,
    keepMessages,
    outbound,
    logger,
  };
  try {
    return await unlessAborted(signal, step.action.run(input, actionContext));
  } catch (error) {
    if (signal.reason !== undefined) throw signal.reason;
    const told = asActionError(error, logger, { run_id: context.run.id, step: path });
    const failure = signal.lacksBody ? withoutBody(told) : told;
    throw step.onDoubt === "fail" && signal.progress === "sent" ? doubted(failure) : failure;
  } finally {
    stopTimer();
    context.seat.calls.delete(signal);
  }
}

/** What comes of a call, or why it was given up. One promise does: each call goes through here. */
function unlessAborted<Output>(signal: CallSignal, running: Promise<Output>): Promise<Output> {
  return new Promise((resolve, reject) => {
    signal.once("abort", () => reject(signal.reason));
    running.then(resolve, reject);
  });
}

function timeout(ms: number, { progress }: CallSignal): ActionError {
  if (progress === "connecting")
    return new ActionError("unavailable", `no connection within ${ms} ms; nothing was sent`, {
      code: "connect_timeout",
    });
  return new ActionError("timeout", `no answer within ${ms} ms; the call may have arrived`);
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
