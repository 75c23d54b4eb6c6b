/** Mocks are held against what their steps declare: a test must not pass on an answer that never comes. */
import { builtValidator } from "../documents/schema-validator.ts";
import { type ValuePath, YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import type { CompiledFlow, DeclaredOutput } from "../flows/compiled-flow.ts";
import { testsBeside } from "../flows/mocked-bodies.ts";
import { mistakeProblem } from "../flows/parse-flow.ts";
import { readText } from "../flows/read-beside.ts";
import { stepsOf } from "../flows/step-tree.ts";
import type { MockAnswer, TestFile } from "../generated/test.ts";

/** Checks the shape of a file of tests. */
export const checkTestShape = builtValidator("test");

/** The mocks of a file of tests whose bodies are not as the flow declares them. */
export function checkMocks(
  document: YamlDocument,
  { tests }: TestFile,
  flow: CompiledFlow,
): Problem[] {
  const declared = declaredIn(flow);
  if (declared.size === 0) return [];
  return tests.flatMap(({ mocks = {} }, index) =>
    Object.entries(mocks).flatMap(([id, answers]) => {
      const output = declared.get(id);
      if (output === undefined) return [];
      const at = ["tests", index, "mocks", id];
      return Array.isArray(answers)
        ? answers.flatMap((answer, place) => checkBody(document, answer, [...at, place], output))
        : checkBody(document, answers, at, output);
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
    if (declaredIn(flow).size === 0) continue;
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

function declaredIn(flow: CompiledFlow): ReadonlyMap<string, DeclaredOutput> {
  return new Map(
    stepsOf(flow).flatMap((step) =>
      step.kind === "uses" && step.declared !== undefined ? [[step.id, step.declared]] : [],
    ),
  );
}

function checkBody(
  document: YamlDocument,
  { output }: MockAnswer,
  at: ValuePath,
  declared: DeclaredOutput,
): Problem[] {
  const { status = 200, body } = (output ?? {}) as { status?: unknown; body?: unknown };
  // What is declared is the answer that was asked for, not the one that tells of a failure.
  const isAnswer = typeof status === "number" && status >= 200 && status < 300;
  if (!isAnswer || body === undefined) return [];
  return declared
    .misfits(body)
    .map((mistake) => mistakeProblem(document, [...at, "output", "body"], mistake));
}
