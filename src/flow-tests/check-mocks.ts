/** Mocks are held against what their steps give: a test must not pass on an answer that never comes. */
import { builtValidator } from "../documents/schema-validator.ts";
import { type ValuePath, YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import type { CompiledFlow, UsesStep } from "../flows/compiled-flow.ts";
import { testsBeside } from "../flows/mocked-bodies.ts";
import { mistakeProblem } from "../flows/parse-flow.ts";
import { readText } from "../flows/read-beside.ts";
import { misfits, type Standard } from "../flows/shapes/misfits.ts";
import { outputShape } from "../flows/shapes/output-shape.ts";
import { stepsOf } from "../flows/step-tree.ts";
import type { MockAnswer, TestFile } from "../generated/test.ts";

/** Checks the shape of a file of tests. */
export const checkTestShape = builtValidator("test");

/** The mocks of a file of tests that are not as the action gives its output, or as the flow declares its body. */
export function checkMocks(
  document: YamlDocument,
  { tests }: TestFile,
  flow: CompiledFlow,
): Problem[] {
  const steps = callsOf(flow);
  return tests.flatMap(({ mocks = {} }, index) =>
    Object.entries(mocks).flatMap(([id, answers]) => {
      const step = steps.get(id);
      if (step === undefined) return [];
      const at = ["tests", index, "mocks", id];
      return Array.isArray(answers)
        ? answers.flatMap((answer, place) => checkAnswer(document, answer, [...at, place], step))
        : checkAnswer(document, answers, at, step);
    }),
  );
}

/** The same for the tests beside the flows, as far as these can be read. */
export function checkMocksBeside(flows: Iterable<CompiledFlow>): {
  readonly problems: readonly Problem[];
  readonly texts: ReadonlyMap<string, string>;
} {
  const problems: Problem[] = [];
  const texts = new Map<string, string>();
  for (const flow of flows) {
    if (callsOf(flow).size === 0) continue;
    const file = testsBeside(flow.source.file);
    const text = readText(file);
    if (text === undefined) continue;
    const document = new YamlDocument(file, text);
    const content = document.value as TestFile;
    if (document.value === undefined || checkTestShape(content).length > 0) continue;
    if (content.flow !== flow.name) continue;
    texts.set(file, text);
    problems.push(...checkMocks(document, content, flow));
  }
  return { problems, texts };
}

function callsOf(flow: CompiledFlow): ReadonlyMap<string, UsesStep> {
  return new Map(
    stepsOf(flow).flatMap((step) => (step.kind === "uses" ? [[step.id, step] as const] : [])),
  );
}

function checkAnswer(
  document: YamlDocument,
  { output }: MockAnswer,
  at: ValuePath,
  { action, declared }: UsesStep,
): Problem[] {
  if (output === undefined) return [];
  const { status = 200, body, unexpected } = (output ?? {}) as Readonly<Record<string, unknown>>;
  // Whoever plays an answer that is not as a document says, says so.
  if (unexpected !== undefined) return [];
  const mistakes = misfits(outputShape(action), output, standardOf(action.name)).map((mistake) =>
    mistakeProblem(document, [...at, "output"], mistake),
  );
  // What is declared is the answer that was asked for, not the one that tells of a failure.
  const isAnswer = typeof status === "number" && status >= 200 && status < 300;
  if (declared === undefined || !isAnswer || body === undefined) return mistakes;
  const inBody = declared
    .misfits(body)
    .map((mistake) => mistakeProblem(document, [...at, "output", "body"], mistake));
  return [...mistakes, ...inBody];
}

function standardOf(action: string): Standard {
  const name = `the output of ${action}`;
  const type = "write it as the action gives it";
  return { name, whole: "this", hints: { type, field: "take it away" }, hasChoices: true };
}
