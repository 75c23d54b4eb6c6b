/**
 * A flow whose calls are answered by its test. Conditions, inputs, checks and retries stay as they
 * are; the action's own code is never called, and no connection is asked for.
 */

import type { Clock } from "../clock.ts";
import { ActionError } from "../errors.ts";
import type {
  CallStep,
  CompiledFlow,
  CompiledStep,
  UsesStep,
  WaitStep,
} from "../flows/compiled-flow.ts";
import { mapSteps } from "../flows/step-tree.ts";
import type { MockAnswer, MockAnswers } from "../generated/test.ts";
import type { ActionContext } from "../platforms/action.ts";
import type { TreeTemplate } from "../templates/tree.ts";

/** What the steps of one flow asked for. */
export interface CallLog {
  /**
   * Input by run and the step's path, in the order of the first calls; a run's record masks credentials.
   */
  readonly inputs: Map<string, Map<string, unknown>>;
  /** Steps that called once more than their list of mocks has answers. */
  readonly unanswered: Set<string>;
  /** By the step's path, the runs that told the outside something that counts again when it is told again. */
  readonly told: Map<string, Set<string>>;
}

/** Answers by the steps' ids. */
export type Mocks = Readonly<Record<string, MockAnswers>>;

/** The flow with its calls replaced; what they do goes to `log`. */
export function mockedFlow(
  flow: CompiledFlow,
  mocks: Mocks,
  clock: Clock,
  log: CallLog,
): CompiledFlow {
  const mocked = mapSteps(flow, (step) => {
    const answers = mocks[step.id];
    const timed = onClock(step, clock);
    if (timed.kind === "uses") return mockedUses(timed, answers, log);
    if (timed.kind === "call")
      // What the called flow does, nobody knows here.
      return mockedUses(asUses(timed, timed.flow, timed.input, false), answers, log);
    // A callback that the test does not give does not come.
    if (timed.kind === "wait" && timed.until.kind === "webhook" && answers !== undefined)
      return mockedUses(asUses(timed, "wait", timed.until.callback.key, true), answers, log);
    return timed;
  });
  return { ...mocked, output: flow.output && treeOnClock(flow.output, clock) };
}

/** A step whose result comes from outside, as if an action gave it. */
function asUses(
  step: CallStep | WaitStep,
  name: string,
  input: TreeTemplate,
  idempotent: boolean,
): UsesStep {
  return {
    ...step,
    kind: "uses",
    timeoutMs: undefined,
    action: {
      name,
      summary: "",
      input: {},
      output: {},
      idempotent,
      run: async () => undefined,
    },
    input,
    checkInput: () => [],
    connection: undefined,
    retry: { attempts: 1, delayMs: 0, backoff: "fixed", maxDelayMs: 0, jitter: false },
    onDoubt: "retry",
  };
}

function mockedUses(step: UsesStep, answers: MockAnswers | undefined, log: CallLog): UsesStep {
  let calls = 0;
  const run = async (input: unknown, { idempotencyKey }: ActionContext) => {
    calls++;
    const [runId, path] = partsOf(idempotencyKey);
    put(log.inputs, runId, () => new Map<string, unknown>()).set(path, input);
    if (!step.action.idempotent && !isReading(input))
      put(log.told, path, () => new Set<string>()).add(runId);
    const answer = Array.isArray(answers) ? answers[calls - 1] : answers;
    if (answer !== undefined) return answered(answer);
    if (!Array.isArray(answers)) return exampleOutput(step);
    log.unanswered.add(step.id);
    throw new ActionError("invalid_request", "the test has no answer for this attempt");
  };
  return {
    ...step,
    action: { ...step.action, run },
    connection: undefined,
    // Random waits would make a run differ from the next.
    retry: { ...step.retry, jitter: false },
  };
}

function partsOf(idempotencyKey: string): [runId: string, path: string] {
  const at = idempotencyKey.indexOf("/");
  return [idempotencyKey.slice(0, at), idempotencyKey.slice(at + 1)];
}

function put<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}

/** Whether an input is that of a request that only reads. */
function isReading(input: unknown): boolean {
  const { url, method = "GET" } = input as Readonly<Record<string, unknown>>;
  return url !== undefined && (method === "GET" || method === "HEAD");
}

/** The flow in which every call but that of one step gives the example of its output. */
export function withExamples(flow: CompiledFlow, kept: string): CompiledFlow {
  return mapSteps(flow, (step) => {
    if (step.id === kept || step.kind !== "uses") return step;
    const run = async () => exampleOutput(step);
    return {
      ...step,
      condition: undefined,
      connection: undefined,
      action: { ...step.action, run },
    };
  });
}

/** The first example of the action's output, with the body that the step declares. */
function exampleOutput({ action, declared }: UsesStep): unknown {
  const examples = action.output["examples"] as object[] | undefined;
  const body = declared?.sample;
  return structuredClone({ ...examples?.[0], ...(body === undefined ? {} : { body }) });
}

function answered({ output, error }: MockAnswer): unknown {
  if (error === undefined) return structuredClone(output);
  const { reason, message = "a failure that the test asked for", code } = error;
  throw new ActionError(reason, message, code === undefined ? {} : { code });
}

/** A step in whose templates `now` is the test's. */
function onClock(step: CompiledStep, clock: Clock): CompiledStep {
  const timed = Object.entries(step).map(([key, value]) => [
    key,
    isTree(value) ? treeOnClock(value, clock) : value,
  ]);
  const copy = Object.fromEntries(timed) as CompiledStep;
  if (copy.kind !== "wait" || copy.until.kind === "webhook") return copy;
  return { ...copy, until: { ...copy.until, time: treeOnClock(copy.until.time, clock) } };
}

function isTree(value: unknown): value is TreeTemplate {
  return typeof value === "object" && value !== null && "render" in value;
}

function treeOnClock(tree: TreeTemplate, clock: Clock): TreeTemplate {
  return {
    ...tree,
    render: (scope) => tree.render(scope, { now: () => new Date(clock.now()) }),
  };
}
