import type { ValuePath, YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import type { CompiledStep, TriggeredFlow } from "../flows/compiled-flow.ts";
import { problemAt } from "../flows/parse-flow.ts";
import { stepsOf } from "../flows/step-tree.ts";
import type { MockAnswer, TestCase, TestFile } from "../generated/test.ts";
import { nearestName } from "../nearest-name.ts";
import { checkTrigger } from "./check-trigger.ts";
import { StepNames } from "./step-names.ts";

/** What tests may name. */
export interface TestNames {
  readonly flows: ReadonlyMap<string, TriggeredFlow>;
  readonly vars: ReadonlySet<string>;
}

/** Every name in a file of tests that leads nowhere, or stands twice. */
export function checkNames(document: YamlDocument, content: TestFile, names: TestNames): Problem[] {
  const flow = names.flows.get(content.flow);
  return [
    ...unknown(document, "flow", content.flow, [...names.flows.keys()], ["flow"]),
    ...Object.keys(content.vars ?? {}).flatMap((name) =>
      unknown(document, "variable", name, [...names.vars], ["vars", name]),
    ),
    ...sameNames(document, content),
    ...(flow === undefined
      ? []
      : content.tests.flatMap((test, index) => checkTest(document, test, ["tests", index], flow))),
  ];
}

function checkTest(
  document: YamlDocument,
  test: TestCase,
  at: ValuePath,
  flow: TriggeredFlow,
): Problem[] {
  const names = new StepNames(flow);
  const problems = stepNames(test).flatMap(({ path, name, onePass }): Problem[] => {
    const hint = names.hintFor(name, onePass);
    return hint === undefined ? [] : [nowhere(document, "step", name, hint, [...at, ...path])];
  });
  problems.push(
    ...uselessMocks(document, test, at, flow),
    ...checkTrigger(document, test.trigger ?? {}, [...at, "trigger"], flow),
  );
  if (test.trigger?.sample === true && flow.webhook?.sample === undefined) {
    const message = `the flow ${flow.name} has no sample`;
    const hint = "name one in the flow: on.webhook.sample";
    const path = [...at, "trigger", "sample"];
    problems.push(problemAt(document, path, "missing-sample", message, hint));
  }
  const mistake = mistakeOfDeliveries(test, flow);
  if (mistake !== undefined)
    problems.push(problemAt(document, [...at, "deliveries"], "wrong-value", ...mistake));
  return problems;
}

/** Mocks of steps that are never answered: a test must not seem to decide what becomes of them. */
function uselessMocks(
  document: YamlDocument,
  { mocks = {} }: TestCase,
  at: ValuePath,
  flow: TriggeredFlow,
): Problem[] {
  return stepsOf(flow).flatMap((step) => {
    const { id } = step;
    const answers = Object.hasOwn(mocks, id) ? mocks[id] : undefined;
    const useless = answers && uselessMock(step, [answers].flat());
    if (useless === undefined) return [];
    const path = [...at, "mocks", id];
    const problem = problemAt(document, path, "wrong-value", ...useless);
    return [{ ...problem, ...document.keySpanOf(path) }];
  });
}

function uselessMock(
  step: CompiledStep,
  answers: readonly MockAnswer[],
): [message: string, hint: string] | undefined {
  const { id, kind } = step;
  if (!isAnswered(step))
    return [
      `the step "${id}" (${kind}) is never answered`,
      "take the mock away: a mock is for a uses, a call, or a wait for a webhook",
    ];
  if (kind !== "wait" || answers.every((answer) => !("error" in answer))) return undefined;
  return [
    `the step "${id}" waits for a callback, which comes or does not: it brings no error`,
    "take the mock away: no callback comes then, and the step does what it does when its time is over",
  ];
}

function isAnswered(step: CompiledStep): boolean {
  if (step.kind === "wait") return step.until.kind === "webhook";
  return step.kind === "uses" || step.kind === "call";
}

function mistakeOfDeliveries(
  { deliveries, trigger = {} }: TestCase,
  { name, webhook, flow }: TriggeredFlow,
): [message: string, hint: string] | undefined {
  if (deliveries === undefined) return undefined;
  if (webhook === undefined || trigger.inputs !== undefined || trigger.scheduled_at !== undefined)
    return ["only a webhook's delivery comes again", "take `deliveries` away"];
  if (deliveries !== "as_sent" || webhook.resendsMs.length > 0) return undefined;
  const from = flow.on?.webhook?.from;
  const message =
    from === undefined
      ? `the flow ${name} does not say who sends`
      : `nothing is known of when ${from} is sent again`;
  return [message, "write a number, such as 3"];
}

/** Where a test names a step. */
interface Mention {
  readonly path: ValuePath;
  readonly name: string;
  /** Whether one pass of a loop may be meant. */
  readonly onePass: boolean;
}

function stepNames({ mocks = {}, expect = {} }: TestCase): Mention[] {
  const { steps = {}, calls = [], error } = expect;
  return [
    ...Object.keys(mocks).map((name) => ({ path: ["mocks", name], name, onePass: false })),
    ...Object.keys(steps).map((name) => ({ path: ["expect", "steps", name], name, onePass: true })),
    ...calls.map((name, at) => ({ path: ["expect", "calls", at], name, onePass: false })),
    ...(error?.step === undefined
      ? []
      : [{ path: ["expect", "error", "step"], name: error.step, onePass: true }]),
  ];
}

function unknown(
  document: YamlDocument,
  kind: "flow" | "variable",
  name: string,
  known: readonly string[],
  path: ValuePath,
): Problem[] {
  if (known.includes(name)) return [];
  const near = nearestName(name, known);
  const list = known.length === 0 ? "there is none" : `there are: ${known.join(", ")}`;
  const hint = near === undefined ? list : `did you mean "${near}"?`;
  return [nowhere(document, kind, name, hint, path)];
}

function nowhere(
  document: YamlDocument,
  kind: "flow" | "step" | "variable",
  name: string,
  hint: string,
  path: ValuePath,
): Problem {
  const message = `there is no ${kind} "${name}"`;
  const problem = problemAt(document, path, `unknown-${kind}`, message, hint);
  return path.at(-1) === name ? { ...problem, ...document.keySpanOf(path) } : problem;
}

function sameNames(document: YamlDocument, { tests }: TestFile): Problem[] {
  const names = tests.map(({ name }) => name);
  return names.flatMap((name, index) =>
    names.indexOf(name) === index
      ? []
      : problemAt(
          document,
          ["tests", index, "name"],
          "duplicate-test-name",
          `two tests have the name "${name}"`,
          "give one of them another name",
        ),
  );
}
