/**
 * A flow whose calls are answered by its test. Conditions, inputs, checks and retries stay as they
 * are; the action's own code is never called, and no connection is asked for.
 */

import { exampleRecord } from "../engine/dry-run.ts";
import type { Clock } from "../engine/ports.ts";
import { ActionError } from "../errors.ts";
import type { CompiledFlow, CompiledStep } from "../flows/compiled-flow.ts";
import type { MockAnswer, MockAnswers, TestCase } from "../generated/test.ts";
import type { TreeTemplate } from "../templates/tree.ts";

/** What the steps of one run asked for. */
export interface CallLog {
  /** Input by step, in the order of the first calls; a run's record masks credentials in it. */
  readonly inputs: Map<string, unknown>;
  /** Steps that called once more than their list of mocks has answers. */
  readonly unanswered: Set<string>;
}

/** The flow with its calls replaced; what they do goes to `log`. */
export function mockedFlow(
  flow: CompiledFlow,
  mocks: TestCase["mocks"],
  clock: Clock,
  log: CallLog,
): CompiledFlow {
  return {
    ...flow,
    steps: flow.steps.map((step) => mockedStep(step, mocks?.[step.id], clock, log)),
  };
}

function mockedStep(
  step: CompiledStep,
  answers: MockAnswers | undefined,
  clock: Clock,
  log: CallLog,
): CompiledStep {
  let calls = 0;
  const run = async (input: unknown) => {
    calls++;
    log.inputs.set(step.id, input);
    const answer = Array.isArray(answers) ? answers[calls - 1] : answers;
    if (answer !== undefined) return answered(answer);
    if (!Array.isArray(answers)) return exampleRecord(step).output;
    log.unanswered.add(step.id);
    throw new ActionError("invalid_request", "the test has no answer for this attempt");
  };
  return {
    ...step,
    condition: step.condition && onClock(step.condition, clock),
    input: onClock(step.input, clock),
    action: { ...step.action, run },
    connection: undefined,
    // Random waits would make a run differ from the next.
    retry: { ...step.retry, jitter: false },
  };
}

function answered({ output, error }: MockAnswer): unknown {
  if (error === undefined) return structuredClone(output);
  const { reason, message = "a failure that the test asked for", code } = error;
  throw new ActionError(reason, message, code === undefined ? {} : { code });
}

/** A template whose `now` is the test's. */
function onClock(tree: TreeTemplate, clock: Clock): TreeTemplate {
  return {
    ...tree,
    render: (scope) => tree.render(scope, { now: () => new Date(clock.now()) }),
  };
}
