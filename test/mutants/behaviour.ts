/**
 * What a flow does, as plain data: its runs on the deliveries of its tests, in the real engine with
 * the calls answered by the tests, and what stands before a run. Two flows that give the same do the same.
 */
import { isDeepStrictEqual } from "node:util";
import { pino } from "pino";
import type { RunValues } from "#src/engine/walk/run-scope.js";
import { ActionError } from "#src/errors.js";
import type { OfflineSurroundings } from "#src/flow-tests/offline-run.js";
import type { TestSuite } from "#src/flow-tests/read-tests.js";
import { type CaseRun, runCase } from "#src/flow-tests/run-case.js";
import { testPayload } from "#src/flow-tests/test-payload.js";
import type { CompiledStep, TriggeredFlow } from "#src/flows/compiled-flow.js";
import { stepsOf } from "#src/flows/step-tree.js";
import type { StandInSettings } from "#src/settings/stand-ins.js";
import { createMemoryRunStore } from "#src/stores/memory/memory-run-store.js";
import type { TreeTemplate } from "#src/templates/tree.js";

/** Names of what was seen, and what it was. */
export type Behaviour = ReadonlyMap<string, unknown>;

/** What a run of a test needs. */
export function offline({ vars, secrets, limits }: StandInSettings): OfflineSurroundings {
  return {
    createStore: createMemoryRunStore,
    values: { vars, secrets },
    limits,
    redact: (value) => value,
    logger: pino({ level: "silent" }),
  };
}

/** Runs all tests of a flow; what the tests expect is not looked at. */
export async function behaviourOf(
  flow: TriggeredFlow,
  { content }: TestSuite,
  settings: StandInSettings,
): Promise<Behaviour> {
  const { secrets, vars } = settings;
  const values = { secrets, vars: { ...vars, ...content.vars } };
  const seen = new Map<string, unknown>(Object.entries(triggerOf(flow, values)));
  for (const step of stepsOf(flow)) seen.set(`settings of ${step.id}`, settingsOf(step));
  for (const test of content.tests) {
    const ran = await runCase(test, flow, { ...offline(settings), values });
    const payload = testPayload(flow, test.trigger);
    const delivery = "body" in payload ? payload : {};
    seen.set(
      `${test.name}: dedupe key`,
      rendered(flow.webhook?.dedupe?.key, { ...delivery, ...values }),
    );
    const start = { trigger: payload, flow: { name: flow.name, version: "" }, ...values };
    seen.set(`${test.name}: concurrency key`, rendered(flow.concurrency?.key, start));
    for (const [name, value] of Object.entries(outcomeOf(ran)))
      seen.set(`${test.name}: ${name}`, value);
  }
  return seen;
}

/** The name of something that another flow does otherwise; undefined when it does the same. */
export function differenceOf(right: Behaviour, other: Behaviour): string | undefined {
  return [...new Set([...right.keys(), ...other.keys()])].find(
    (name) => !isDeepStrictEqual(right.get(name), other.get(name)),
  );
}

function triggerOf(
  { flow, schedules, webhook, answers, timeoutMs, concurrency }: TriggeredFlow,
  values: RunValues,
): object {
  const { path, methods, auth, rateLimit, dedupe } = webhook ?? {};
  return {
    name: flow.name,
    "who may come in": auth?.entries.map((entry) => rendered(entry, { ...values })),
    "the webhook": { path, methods, rateLimit, ttlMs: dedupe?.ttlMs },
    "how it is answered": answers,
    "the schedule": schedules,
    "the run's limits": { timeoutMs, limit: concurrency?.limit, whenFull: concurrency?.whenFull },
  };
}

function settingsOf(step: CompiledStep): unknown {
  const { timeoutMs } = step;
  if (step.kind !== "uses") return { timeoutMs };
  return { timeoutMs, retry: step.retry, onDoubt: step.onDoubt, connection: step.connection };
}

function outcomeOf({
  status,
  error,
  output,
  response,
  refusal,
  steps,
}: CaseRun): Record<string, unknown> {
  const failed = error && { reason: error.reason, code: error.code, step: error.step };
  const done = steps.map((step) => [
    step.path,
    { status: step.status, input: step.input, attempts: step.attempts.length, waits: step.wakeAt },
  ]);
  return {
    status,
    ...Object.fromEntries(done),
    error: failed,
    output,
    response,
    refused: refusal !== undefined,
  };
}

function rendered(template: TreeTemplate | undefined, scope: Record<string, unknown>): unknown {
  try {
    return template?.render(scope);
  } catch (error) {
    if (error instanceof ActionError) return `failed: ${error.code}`;
    throw error;
  }
}
