import type { Logger } from "pino";
import type { ActionContext, Connection } from "../actions/action.ts";
import { ActionError } from "../errors.ts";
import type { CompiledStep } from "../flows/compiled-flow.ts";
import { type DurableContext, Suspended } from "./durable-context.ts";

/** Time that one attempt of an action without a connection may take. */
const DEFAULT_TIMEOUT_MS = 30_000;

/** What actions need of the installation. */
export interface ActionSurroundings {
  readonly connections: ReadonlyMap<string, Connection>;
  /** Masks secrets in plain data. */
  readonly redact: (value: unknown) => unknown;
  readonly logger: Logger;
}

/** Calls the action with a time limit; its abort becomes `timeout`, or ends the run's turn. */
export async function callAction(
  step: CompiledStep,
  input: unknown,
  context: DurableContext,
  { connections, logger }: ActionSurroundings,
): Promise<unknown> {
  const connection = connectionOf(step, connections);
  const timeoutMs = step.timeoutMs ?? connection?.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const controller = new AbortController();
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    controller.abort();
  }, timeoutMs);
  const stop = () => controller.abort();
  context.signal.addEventListener("abort", stop);
  const actionContext: ActionContext = {
    connection,
    signal: controller.signal,
    idempotencyKey: `${context.run.id}/${step.id}`,
    logger,
  };
  try {
    return await step.action.run(input, actionContext);
  } catch (error) {
    if (timedOut)
      throw new ActionError(
        "timeout",
        `no answer within ${timeoutMs} ms; the call may have arrived`,
        {
          cause: error,
        },
      );
    // The daemon stops: the attempt stays open, as after a crash.
    if (context.signal.aborted) throw new Suspended();
    throw asActionError(error, logger);
  } finally {
    clearTimeout(timer);
    context.signal.removeEventListener("abort", stop);
  }
}

/** The connection that the step names, if its action needs one. */
export function connectionOf(
  { connection }: CompiledStep,
  connections: ActionSurroundings["connections"],
): Connection | undefined {
  return connection === undefined ? undefined : connections.get(connection);
}

/** Anything but an ActionError is a bug: logged with its stack, and a failure of this step only. */
export function asActionError(error: unknown, logger: Logger): ActionError {
  if (error instanceof ActionError) return error;
  logger.error({ err: error }, "a step met a bug of ahaflow");
  return new ActionError("invalid_request", "a bug in ahaflow; the log has the details", {
    code: "internal_error",
    cause: error,
  });
}
