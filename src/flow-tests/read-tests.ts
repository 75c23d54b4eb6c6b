import { YamlDocument } from "../documents/yaml-document.ts";
import { AhaflowError, type Problem } from "../errors.ts";
import type { TriggeredFlow } from "../flows/compiled-flow.ts";
import { mistakeProblem, withoutEchoes } from "../flows/parse-flow.ts";
import { readFlowSources } from "../flows/read-folder.ts";
import type { TestFile } from "../generated/test.ts";
import { checkMocks, checkTestShape } from "./check-mocks.ts";
import { checkNames, type TestNames } from "./check-names.ts";

/** One file of tests, checked, with the flow that it is for. */
export interface TestSuite {
  readonly document: YamlDocument;
  readonly content: TestFile;
  readonly flow: TriggeredFlow;
}

/**
 * Reads and checks every file of tests of the given folders and files.
 * @throws AhaflowError `bad_argument` for a file that is not named `*.test.yaml`; `no_tests` when
 *   there is no file; `flows_unreadable` for a path that does not exist
 */
export async function readTests(
  paths: readonly string[],
  names: TestNames,
): Promise<{ suites: TestSuite[]; problems: Problem[]; texts: Map<string, string> }> {
  const { sources, problems } = await readFlowSources(paths, isTestFile);
  const other = sources.find(({ file }) => !isTestFile(file));
  if (other !== undefined)
    throw new AhaflowError("bad_argument", `${other.file} is not a file of tests`, {
      hint: "files of tests are named *.test.yaml",
    });
  if (sources.length + problems.length === 0)
    throw new AhaflowError("no_tests", `there are no tests in ${paths.join(", ")}`, {
      hint: "write them beside the flow, as order-thanks.test.yaml; docs/testing.md shows how",
    });
  const suites: TestSuite[] = [];
  for (const { file, text } of sources) {
    const document = new YamlDocument(file, text);
    const found = checkTests(document, names);
    problems.push(...found);
    const content = document.value as TestFile;
    const flow = found.length === 0 ? names.flows.get(content.flow) : undefined;
    if (flow !== undefined) suites.push({ document, content, flow });
  }
  return { suites, problems, texts: new Map(sources.map(({ file, text }) => [file, text])) };
}

function isTestFile(name: string): boolean {
  return /\.test\.ya?ml$/.test(name);
}

function checkTests(document: YamlDocument, names: TestNames): Problem[] {
  if (document.value === undefined) return [...document.problems];
  const mistakes = checkTestShape(document.value, { quoteValues: true }).map((mistake) =>
    mistakeProblem(document, [], mistake),
  );
  const problems = withoutEchoes(document.problems, mistakes);
  // Names are looked up once the shape is right.
  if (problems.length > 0) return problems;
  const content = document.value as TestFile;
  const flow = names.flows.get(content.flow);
  return [
    ...checkNames(document, content, names),
    ...(flow === undefined ? [] : checkMocks(document, content, flow)),
  ];
}
