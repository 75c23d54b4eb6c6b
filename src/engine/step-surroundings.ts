/** What steps reach of the engine: the installation, the journal, other runs, and who waits for answers. */
import { randomBytes } from "node:crypto";
import { ActionError } from "../errors.ts";
import { flowNamed } from "../flows/catalog.ts";
import type { AwaitedCallback } from "../journal/ports.ts";
import { tellOf } from "./accept/alert.ts";
import type { Answers } from "./accept/answers.ts";
import { callFlow } from "./accept/call-flow.ts";
import type { CallbackRoutes } from "./accept/callback-routes.ts";
import type { TriggerEvent } from "./accept/submit.ts";
import type { Signals } from "./dispatch/signals.ts";
import type { Accepted } from "./dispatch/work-queue.ts";
import type { EngineOptions } from "./engine-options.ts";
import type { StepSurroundings } from "./walk/frame.ts";
import type { HoldUps } from "./walk/hold-ups.ts";

/** How long messages wait to be fetched, in milliseconds. */
const MESSAGES_KEPT_MS = 300_000;

/** The engine's parts that steps come to. */
export interface EngineParts {
  readonly options: EngineOptions;
  readonly holdUps: HoldUps;
  readonly signals: Signals;
  readonly answers: Answers;
  readonly callbacks: CallbackRoutes;
  readonly submit: (event: TriggerEvent) => Promise<Accepted>;
  readonly cancel: (runId: string) => Promise<boolean>;
}

/** What the engine's parts are for steps. */
export function stepSurroundings(parts: EngineParts): StepSurroundings {
  const { holdUps, signals, answers, submit, cancel } = parts;
  const { installed, redact, logger, limits, traceParent, store, clock } = parts.options;
  return {
    // Asked for each time: a reload may have replaced it.
    get connections() {
      return installed().connections;
    },
    get values() {
      return installed().values;
    },
    get outbound() {
      return installed().outbound;
    },
    redact,
    logger,
    holdUps,
    traceParent,
    mayCall: store.isInTouch?.bind(store),
    limits,
    keepMessages: (messages) => keepMessages(messages, parts.options),
    awaitCallback: (awaited) => awaitCallback(awaited, parts),
    call: (name, inputs, caller) =>
      callFlow(flowNamed(installed().flows, name), { name, inputs, caller }, clock.now(), submit),
    tellOf: (run, error) => {
      const { alert, flows } = installed();
      return tellOf(run, error, clock.now(), { alert, flows, logger, submit });
    },
    cancel,
    answer: (runId, answer) => {
      answers.give(runId, answer);
      signals.tell({ kind: "answered", runId });
    },
  };
}

async function keepMessages(messages: unknown, { store, clock }: EngineOptions): Promise<string> {
  const id = randomBytes(16).toString("hex");
  await store.putMessages(id, messages, clock.now() + MESSAGES_KEPT_MS).catch((cause) => {
    // Before anything was sent: the next try comes when the journal can be written.
    const code = "messages_not_kept";
    throw new ActionError("unavailable", "the messages can't be kept", { code, cause });
  });
  return id;
}

async function awaitCallback(
  awaited: AwaitedCallback,
  { options, callbacks, signals }: EngineParts,
): Promise<boolean> {
  const isNew = callbacks.add(awaited.route);
  const answer = await options.store.awaitCallback(awaited);
  if (isNew) signals.tell({ kind: "routes" });
  if (answer === "came") signals.tell({ kind: "arrived", runId: awaited.runId });
  return answer !== "taken";
}
