import type { TriggeredFlow, WebhookAnswer } from "../flows/compiled-flow.ts";
import type { TestCase } from "../generated/test.ts";
import type { RunRecord, StepRecord, TriggerPayload } from "../journal/records.ts";
import { isPayloadError } from "../triggers/webhook.ts";
import { WebhookRejection } from "../triggers/webhook-rejection.ts";
import type { CallLog } from "./mocked-flow.ts";
import { type OfflineSurroundings, runOffline } from "./offline-run.ts";
import { redeliveryOf } from "./redelivery.ts";
import { testPayload } from "./test-payload.ts";

/** What became of one test's delivery. */
export interface CaseRun {
  readonly status: RunRecord["status"] | "rejected";
  readonly error: RunRecord["error"];
  readonly output: unknown;
  readonly response: WebhookAnswer | undefined;
  /** Why there was no run. */
  readonly refusal?: string;
  /** How many runs its deliveries started. */
  readonly runs: number;
  readonly steps: readonly StepRecord[];
  readonly log: CaseLog;
}

/** What its run asked for, by the step's path. */
export interface CaseLog extends Omit<CallLog, "inputs"> {
  readonly inputs: ReadonlyMap<string, unknown>;
}

/** Runs a test's case through the engine, with its calls answered by the test. */
export async function runCase(
  test: TestCase,
  flow: TriggeredFlow,
  surroundings: OfflineSurroundings,
): Promise<CaseRun> {
  const payload = testPayload(flow, test.trigger);
  const refusal = refusalOf(flow, payload);
  if (refusal !== undefined) return rejected(refusal);
  try {
    const again = redeliveryOf(test, flow, payload, surroundings.values);
    const ran = await runOffline(flow, payload, test.mocks ?? {}, surroundings, again);
    const { id, status, error, output } = ran.run;
    const { response, runs } = ran;
    const log = { ...ran.log, inputs: ran.log.inputs.get(id) ?? new Map() };
    // Secrets are stand-ins here: what was sent is shown as it was.
    const steps = ran.steps.map((step) => ({
      ...step,
      input: log.inputs.get(step.path) ?? step.input,
    }));
    return { status, error, output, response, runs, steps, log };
  } catch (error) {
    if (isPayloadError(error) || error instanceof WebhookRejection) return rejected(error.message);
    throw error;
  }
}

/** Why the webhook, or a `call` step, would not take what starts the run; undefined where it would. */
function refusalOf(flow: TriggeredFlow, payload: TriggerPayload): string | undefined {
  if ("scheduled_at" in payload) return undefined;
  const { checkBody, checkQuery } = flow.webhook ?? {};
  const mistakes =
    "inputs" in payload
      ? flow.checkInputs?.(payload.inputs)
      : [...(checkBody?.(payload.body) ?? []), ...(checkQuery?.(payload.query) ?? [])];
  return mistakes?.map(({ message }) => message).join("; ") || undefined;
}

function rejected(refusal: string): CaseRun {
  const log: CaseLog = { inputs: new Map(), unanswered: new Set(), told: new Map() };
  const nothing = { error: undefined, output: undefined, response: undefined, runs: 0, steps: [] };
  return { status: "rejected", ...nothing, refusal, log };
}
