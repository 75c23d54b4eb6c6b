import type { Logger } from "pino";
import type { Clock } from "../clock.ts";
import type { Answer, TriggerEvent } from "../engine/accept/submit.ts";
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

/** A delivery that comes several times. */
export interface Redelivery {
  /** Milliseconds before each further time. */
  readonly pausesMs: readonly number[];
  readonly dedupe: TriggerEvent["dedupe"];
}

/** What became of a run. */
export interface OfflineRun {
  /** Of several runs the first, or where another one took its place, the last. */
  readonly run: RunRecord;
  readonly steps: readonly StepRecord[];
  /** What a `respond` step said. */
  readonly response: WebhookAnswer | undefined;
  /** How many runs the deliveries started. */
  readonly runs: number;
  readonly log: CallLog;
}

/** The ids of runs, so that what holds them is the same each time. */
const runId = (place: number) => `00000000-0000-7000-8000-${place.toString(16).padStart(12, "0")}`;

/**
 * Runs a flow through the engine with every call answered from here, and no time passing.
 * @param again undefined: the delivery comes once
 * @throws AhaflowError `concurrency_key` when the flow's concurrency key can't be made of the payload
 */
export async function runOffline(
  flow: CompiledFlow,
  payload: TriggerPayload,
  mocks: Mocks,
  surroundings: OfflineSurroundings,
  again: Redelivery = { pausesMs: [], dedupe: undefined },
): Promise<OfflineRun> {
  const clock: Clock = createVirtualClock(startOf(payload));
  const log: CallLog = { inputs: new Map(), unanswered: new Set(), told: new Map() };
  const mocked = mockedFlow(flow, mocks, clock, log);
  const { createStore, values, limits, redact, logger } = surroundings;
  const store = createStore();
  let made = 0;
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
    newId: () => runId(made++),
  });
  const { started, response } = await deliver(engine, clock, { flow: mocked, payload, again });
  const records = await Promise.all(started.map((id) => store.get(id)));
  await store.close();
  const [first] = records;
  const shown = first?.run.status === "cancelled" ? records.at(-1) : first;
  if (shown === undefined) throw new Error("the run that was just made is gone");
  return { ...shown, response, runs: started.length, log };
}

/** Makes all deliveries, and waits for what comes of them. @returns the ids of the runs */
async function deliver(
  engine: Engine,
  clock: Clock,
  { flow, payload, again }: { flow: CompiledFlow; payload: TriggerPayload; again: Redelivery },
): Promise<{ readonly started: readonly string[]; readonly response: WebhookAnswer | undefined }> {
  const { pausesMs, dedupe } = again;
  let response: WebhookAnswer | undefined;
  const onAnswer = (answer: Answer) => {
    if ("body" in answer) response ??= answer;
  };
  const started: string[] = [];
  const submit = async () => {
    const receivedAt = clock.now();
    const event = { flow, source: "manual", payload, receivedAt, onAnswer, dedupe } as const;
    const { id, duplicate, dropped } = await engine.submit(event);
    if (started.length === 0 || !(duplicate || dropped)) started.push(id);
  };
  await submit();
  for (const pause of pausesMs) {
    await clock.sleepUntil(clock.now() + pause, new AbortController().signal);
    await submit();
  }
  await engine.idle();
  return { started, response };
}
