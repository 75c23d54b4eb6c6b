import pino from "pino";
import { ActionError } from "#src/errors.js";
import { CallSignal } from "#src/outgoing/call-signal.js";
import { Outbound } from "#src/outgoing/outbound.js";
import type { ActionContext } from "#src/platforms/action.js";
import { AhaChatClient } from "#src/platforms/ahachat/client.js";
import type { AhaChatConnectionSettings } from "#src/platforms/ahachat/settings.js";
import { actions } from "#src/platforms/installed.js";

export const TOKEN = "f00d".repeat(16);
export const USER = "6523889107654321";

export function settings(
  baseUrl: string,
  changes: Partial<AhaChatConnectionSettings> = {},
): AhaChatConnectionSettings {
  return {
    name: "shop",
    type: "ahachat",
    botId: "12404829",
    botToken: TOKEN,
    baseUrl,
    rateLimit: { calls: 1000, intervalMs: 1000 },
    timeoutMs: 10_000,
    circuit: { failures: 10, delayMs: 1_000, maxDelayMs: 30_000 },
    via: "api",
    blocks: {},
    endpoints: {},
    ...changes,
  };
}

export function context(
  client: AhaChatClient | undefined,
  signal = new CallSignal(),
  keepMessages: ActionContext["keepMessages"] = () => Promise.reject(new Error("not kept here")),
) {
  return {
    connection: client,
    keepMessages,
    signal,
    idempotencyKey: "run-1/step_1",
    outbound: new Outbound(["127.0.0.1"]),
    logger: pino({ level: "silent" }),
  } satisfies ActionContext;
}

/** Runs an action of the registry. */
export async function runIn(actionContext: ActionContext, name: string, input: unknown) {
  const action = actions.get(name);
  if (action === undefined) throw new Error(`no action ${name}`);
  return action.run(input, actionContext);
}

/** Runs an action over a connection of these settings, which is closed after it. */
export async function run(
  name: string,
  input: unknown,
  connection: AhaChatConnectionSettings,
): Promise<unknown> {
  const client = new AhaChatClient(connection);
  try {
    return await runIn(context(client), name, input);
  } finally {
    await client.close();
  }
}

/** What a call fails with; the token is never in it, nor in what a logger would print of it. */
export async function failureOf(work: Promise<unknown>): Promise<ActionError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ActionError)) throw new Error("no ActionError", { cause: error });
  const printed = JSON.stringify([pino.stdSerializers.err(error), error.toRecord()]) + error.stack;
  if (printed.includes(TOKEN)) throw new Error("the token is in the error");
  return error;
}
