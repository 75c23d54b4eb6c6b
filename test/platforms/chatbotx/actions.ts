import pino from "pino";
import { onTestFinished } from "vitest";
import { ActionError } from "#src/errors.js";
import { CallSignal } from "#src/outgoing/call-signal.js";
import { Outbound } from "#src/outgoing/outbound.js";
import type { ActionContext } from "#src/platforms/action.js";
import { ChatbotxClient } from "#src/platforms/chatbotx/client.js";
import type { ChatbotxConnectionSettings } from "#src/platforms/chatbotx/settings.js";
import { DIALECTS } from "#src/platforms/chatbotx/simulator/dialect.js";
import type { Seed } from "#src/platforms/chatbotx/simulator/seed.js";
import type { Simulator } from "#src/platforms/chatbotx/simulator/simulator.js";
import { actions } from "#src/platforms/installed.js";
import { FIELDS, start, TOKEN } from "./shop.ts";

export { DIALECTS };

/** A connection to a simulated workspace. */
export interface Shop {
  readonly simulator: Simulator;
  readonly client: ChatbotxClient;
  /** Runs an action: `run("send_text", …)`. */
  readonly run: (name: string, input: object, context?: Partial<ActionContext>) => Promise<unknown>;
  /** The same over another connection to the same workspace. */
  readonly runBeside: Shop["run"];
  /** What it fails with. */
  readonly failure: (
    name: string,
    input: object,
    context?: Partial<ActionContext>,
  ) => Promise<ActionError>;
  /** Method and path of each call since the last look. */
  readonly asked: () => string[];
}

export function settings(
  baseUrl: string,
  changes: Partial<ChatbotxConnectionSettings> = {},
): ChatbotxConnectionSettings {
  return {
    name: "shop",
    type: "chatbotx",
    token: TOKEN,
    baseUrl,
    inbox: "Page Tiệm Áo Dài",
    phoneRegion: "VN",
    createTags: true,
    createFields: false,
    rateLimit: { calls: 1000, intervalMs: 1000 },
    timeoutMs: 10_000,
    circuit: { failures: 10, delayMs: 1_000, maxDelayMs: 30_000 },
    ...changes,
  };
}

/** Opens one that ends with the test. */
export async function openShop(
  dialect: (typeof DIALECTS)[number],
  changes: Partial<ChatbotxConnectionSettings> = {},
  seed: Seed = FIELDS,
): Promise<Shop> {
  const simulator = await start({ dialect });
  simulator.seed(seed);
  const client = new ChatbotxClient(settings(simulator.baseUrl, changes));
  const beside = new ChatbotxClient(settings(simulator.baseUrl, { ...changes, name: "beside" }));
  onTestFinished(async () => void (await Promise.all([client.close(), beside.close()])));
  let looked = 0;
  const shop: Shop = {
    simulator,
    client,
    run: (name, input, context) => runOver(client, name, input, context),
    runBeside: (name, input, context) => runOver(beside, name, input, context),
    failure: (name, input, context) => failureOf(runOver(client, name, input, context)),
    asked: () => {
      const { calls } = simulator.calls();
      const since = calls.slice(looked).map(({ method, path }) => `${method} ${path.slice(4)}`);
      looked = calls.length;
      return since;
    },
  };
  return shop;
}

async function runOver(
  client: ChatbotxClient,
  name: string,
  input: object,
  context: Partial<ActionContext> = {},
): Promise<unknown> {
  const action = actions.get(`chatbotx.${name}`);
  if (action === undefined) throw new Error(`no action ${name}`);
  return action.run(input, {
    connection: client,
    keepMessages: () => Promise.reject(new Error("not kept here")),
    signal: new CallSignal(),
    idempotencyKey: `run-${Math.random()}/step_1`,
    outbound: new Outbound(["127.0.0.1"]),
    logger: pino({ level: "silent" }),
    ...context,
  });
}

/** What a call fails with; the token is never in it, nor in what a logger would print of it. */
async function failureOf(work: Promise<unknown>): Promise<ActionError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ActionError)) throw new Error("no ActionError", { cause: error });
  const printed = JSON.stringify([pino.stdSerializers.err(error), error.toRecord()]) + error.stack;
  if (printed.includes(TOKEN)) throw new Error("the token is in the error");
  return error;
}
