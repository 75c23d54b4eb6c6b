import { formatLocation, type SourceLocation } from "../errors.ts";
import type { CompiledFlow } from "../flows/compiled-flow.ts";
import type { TestCase } from "../generated/test.ts";
import { checkCase } from "./check-case.ts";
import { Coverage, type FlowCoverage } from "./coverage.ts";
import { type Difference, differenceName } from "./differences.ts";
import { leftSnapshots } from "./left-snapshots.ts";
import type { OfflineSurroundings } from "./offline-run.ts";
import type { TestSuite } from "./read-tests.ts";
import { runCase } from "./run-case.ts";
import { type LeftSnapshot, removeSnapshots, Snapshots, snapshotOf } from "./snapshots.ts";
import { StepNames } from "./step-names.ts";

/** What came of all tests. */
export interface TestsResult {
  readonly files: readonly FileResult[];
  /** Of each flow that was asked for. */
  readonly coverage: readonly FlowCoverage[];
  /** Flows among them that no test is for. */
  readonly untested: readonly UntestedFlow[];
  /** Files of tests whose stored snapshots have changed. */
  readonly updated: readonly string[];
  /** Stored snapshots that no test asks for. */
  readonly left: readonly LeftSnapshot[];
  /** Files of snapshots that were removed with those in them. */
  readonly removed: readonly string[];
}

export interface UntestedFlow {
  readonly flow: string;
  readonly file: string;
}

export interface FileResult {
  readonly file: string;
  readonly flow: string;
  readonly cases: readonly CaseResult[];
}

export interface CaseResult {
  readonly name: string;
  readonly where: SourceLocation;
  readonly durationMs: number;
  /** Empty when the test passed. */
  readonly differences: readonly LocatedDifference[];
}

/** A difference with its name, and the place of what was expected. */
export interface LocatedDifference extends Omit<Difference, "path"> {
  readonly name: string;
  readonly where: SourceLocation;
}

export interface TestOptions extends OfflineSurroundings {
  /** Stores the snapshots instead of comparing them. */
  readonly update: boolean;
  /** The files and folders that the tests were looked for in. */
  readonly paths: readonly string[];
  /** The flows whose coverage is wanted. */
  readonly covered: Iterable<CompiledFlow>;
}

/** Runs every test, one after another. */
export async function runTests(
  suites: readonly TestSuite[],
  options: TestOptions,
): Promise<TestsResult> {
  const coverage = new Coverage();
  const files: FileResult[] = [];
  const updated: string[] = [];
  const left: LeftSnapshot[] = [];
  for (const suite of suites) {
    const { document, content, flow } = suite;
    const snapshots = new Snapshots(document.file, options.update);
    const cases: CaseResult[] = [];
    for (const index of content.tests.keys())
      cases.push(await runOne(suite, index, { options, snapshots, coverage }));
    if (options.update && snapshots.write()) updated.push(document.file);
    left.push(...snapshots.left());
    files.push({ file: document.file, flow: flow.name, cases });
  }
  const tested = new Set(files.map(({ flow }) => flow));
  const covered = [...options.covered].map((flow) => coverage.of(flow));
  const untested = covered
    .filter(({ flow }) => !tested.has(flow))
    .map(({ flow, file }) => ({ flow, file }));
  const gone = await leftSnapshots(options.paths);
  if (options.update) for (const file of gone) removeSnapshots(file);
  else left.push(...gone.map((file) => ({ file, test: null })));
  const removed = options.update ? gone : [];
  return { files, coverage: covered, untested, updated, left, removed };
}

interface Around {
  readonly options: TestOptions;
  readonly snapshots: Snapshots;
  readonly coverage: Coverage;
}

async function runOne(
  { document, content, flow }: TestSuite,
  index: number,
  { options, snapshots, coverage }: Around,
): Promise<CaseResult> {
  const test = content.tests[index] as TestCase;
  const values = { ...options.values, vars: { ...options.values.vars, ...content.vars } };
  const begun = performance.now();
  const outcome = await runCase(test, flow, { ...options, values });
  const found = checkCase(test, outcome, new StepNames(flow));
  coverage.add(flow, outcome.steps);
  if (test.expect?.snapshot === true)
    found.push(...snapshots.check(test.name, snapshotOf(outcome.steps)));
  return {
    name: test.name,
    where: document.spanOf(["tests", index, "name"]).where,
    durationMs: performance.now() - begun,
    differences: found.map((difference) => ({
      name: differenceName(difference),
      expected: difference.expected,
      actual: difference.actual,
      where: document.spanOf(["tests", index, ...difference.path]).where,
    })),
  };
}

/** A difference on one line. */
export function differenceLine({ name, expected, actual, where }: LocatedDifference): string {
  return `${formatLocation(where)} ${name}: expected ${expected}, got ${actual}`;
}
