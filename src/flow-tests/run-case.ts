import type { Logger } from "pino";
import { Dispatcher } from "../engine/dispatch.ts";
import type { NewRun, RunRecord, RunStore, StepRecord, TriggerPayload } from "../engine/ports.ts";
import type { RunValues } from "../engine/run-scope.ts";
import { submit } from "../engine/submit.ts";
import type { TriggeredFlow } from "../flows/compiled-flow.ts";
import type { TestCase } from "../generated/test.ts";
import { isPayloadError } from "../triggers/webhook.ts";
import { type CallLog, mockedFlow } from "./mocked-flow.ts";
import { startOf, testPayload } from "./test-payload.ts";
import { createVirtualClock } from "./virtual-clock.ts";

/** What tests need of the installation. */
export interface CaseSurroundings {
  readonly createStore: () => RunStore;
  /** Vars and secrets; stand-ins, since a test is the same on every machine. */
  readonly values: RunValues;
  /** Only bugs of ahaflow come here. */
  readonly logger: Logger;
}

/** What became of one test's delivery. */
export interface CaseRun {
  readonly status: RunRecord["status"] | "rejected";
  readonly error: RunRecord["error"];
  /** Why there was no run. */
  readonly refusal?: string;
  readonly steps: readonly StepRecord[];
  readonly log: CallLog;
}

/** The id of every test's run, so that what holds it is the same each time. */
const RUN_ID = "00000000-0000-7000-8000-000000000000";

/** Runs a test's case through the engine, with its calls answered by the test. */
export async function runCase(
  test: TestCase,
  flow: TriggeredFlow,
  surroundings: CaseSurroundings,
): Promise<CaseRun> {
  const payload = testPayload(flow, test.trigger);
  const mistakes = "body" in payload ? (flow.webhook?.checkBody?.(payload.body) ?? []) : [];
  if (mistakes.length > 0) return rejected(mistakes.map(({ message }) => message).join("; "));
  try {
    return await runPayload(test, flow, payload, surroundings);
  } catch (error) {
    if (isPayloadError(error)) return rejected(error.message);
    throw error;
  }
}

function rejected(refusal: string): CaseRun {
  const log: CallLog = { inputs: new Map(), unanswered: new Set() };
  return { status: "rejected", error: undefined, refusal, steps: [], log };
}

async function runPayload(
  test: TestCase,
  flow: TriggeredFlow,
  payload: TriggerPayload,
  { createStore, values, logger }: CaseSurroundings,
): Promise<CaseRun> {
  const clock = createVirtualClock(startOf(payload));
  const log: CallLog = { inputs: new Map(), unanswered: new Set() };
  const mocked = mockedFlow(flow, test.mocks, clock, log);
  const store = createStore();
  const dispatcher = new Dispatcher({
    store,
    clock,
    values,
    logger,
    connections: new Map(),
    // There is nothing to mask: secrets are stand-ins.
    redact: (value) => value,
    concurrency: 1,
  });
  const named = (run: NewRun) => ({ ...run, id: RUN_ID });
  await submit(
    { flow: mocked, source: "manual", payload, receivedAt: clock.now() },
    {
      store: { ...store, create: (run) => store.create(named(run)) },
      values,
      accepted: (run) => dispatcher.add({ run: named(run), flow: mocked, recorded: [] }),
    },
  );
  await dispatcher.idle();
  const record = await store.get(RUN_ID);
  await store.close();
  if (record === undefined) throw new Error("the run that was just made is gone");
  const { run, steps } = record;
  return {
    status: run.status,
    error: run.error,
    steps: steps.map((step) => ({ ...step, input: log.inputs.get(step.path) ?? step.input })),
    log,
  };
}
