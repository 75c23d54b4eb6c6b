import type { Logger } from "pino";
import type { Clock } from "../clock.ts";
import type { Answer } from "../engine/accept/submit.ts";
import { Engine } from "../engine/engine.ts";
import type { RunValues } from "../engine/walk/run-scope.ts";
import type { CompiledFlow, WebhookAnswer } from "../flows/compiled-flow.ts";
import type { RunStore } from "../journal/ports.ts";
import type { RunRecord, StepRecord, TriggerPayload } from "../journal/records.ts";
import { Outbound } from "../outgoing/outbound.ts";
import type { StepLimits } from "../settings/settings.ts";
import { type CallLog, type Mocks, mockedFlow } from "./mocked-flow.ts";
import { startOf } from "./test-payload.ts";
import { createVirtualClock } from "./virtual-clock.ts";

/** What a run without the outside needs of the installation. */
export interface OfflineSurroundings {
  readonly createStore: () => RunStore;
  readonly values: RunValues;
  readonly limits: StepLimits;
  /** Masks secrets in plain data. */
  readonly redact: (value: unknown) => unknown;
  /** Only bugs of ahaflow come here. */
  readonly logger: Logger;
}

/** What became of a run. */
export interface OfflineRun {
  readonly run: RunRecord;
  readonly steps: readonly StepRecord[];
  /** What a `respond` step said. */
  readonly response: WebhookAnswer | undefined;
  readonly log: CallLog;
}

/** The id of every run, so that what holds it is the same each time. */
const RUN_ID = "00000000-0000-7000-8000-000000000000";

/**
 * Runs a flow through the engine with every call answered from here, and no time passing.
 * @throws AhaflowError `concurrency_key` when the flow's concurrency key can't be made of the payload
 */
export async function runOffline(
  flow: CompiledFlow,
  payload: TriggerPayload,
  mocks: Mocks,
  { createStore, values, limits, redact, logger }: OfflineSurroundings,
): Promise<OfflineRun> {
  const clock: Clock = createVirtualClock(startOf(payload));
  const log: CallLog = { inputs: new Map(), unanswered: new Set() };
  const mocked = mockedFlow(flow, mocks, clock, log);
  const store = createStore();
  const engine = new Engine({
    store,
    clock,
    logger,
    redact,
    concurrency: 1,
    limits,
    compile: () => ({ flow: mocked, problems: [] }),
    installed: () => ({
      connections: new Map(),
      values,
      outbound: new Outbound([]),
      flows: new Map(),
    }),
    newId: () => RUN_ID,
  });
  let response: WebhookAnswer | undefined;
  const onAnswer = (answer: Answer) => {
    if ("body" in answer) response = answer;
  };
  const receivedAt = clock.now();
  await engine.submit({ flow: mocked, source: "manual", payload, receivedAt, onAnswer });
  await engine.idle();
  const record = await store.get(RUN_ID);
  await store.close();
  if (record === undefined) throw new Error("the run that was just made is gone");
  const { run, steps } = record;
  return { run, steps, response, log };
}
