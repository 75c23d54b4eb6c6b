import { formatLocation } from "../../errors.ts";
import {
  type FlowCoverage,
  type Missing,
  percent,
  type Share,
  totalShare,
} from "../../flow-tests/coverage.ts";
import type { CaseResult, LocatedDifference, TestsResult } from "../../flow-tests/run-tests.ts";
import type { LeftSnapshot } from "../../flow-tests/snapshots.ts";
import { count } from "./report.ts";

/** For people: every test, and for those that failed what is different and where it was expected. */
export function textTests({ files, untested, updated, left, removed }: TestsResult): string {
  const cases = files.flatMap((file) => file.cases);
  const failed = cases.filter(({ differences }) => differences.length > 0).length;
  return [
    ...files.flatMap((file) => [
      `${file.flow}  ${file.file}`,
      ...file.cases.flatMap(caseLines),
      "",
    ]),
    ...untested.map(({ flow, file }) => `warning: the flow ${flow} has no tests  (${file})`),
    ...left.map(leftLine),
    ...removed.map((file) => `${file} removed: its file of tests is gone`),
    ...updated.map((file) => `snapshots of ${file} stored`),
    `${count(cases.length, "test")}: ${cases.length - failed} passed, ${failed} failed`,
  ].join("\n");
}

function leftLine({ file, test }: LeftSnapshot): string {
  const what =
    test === null
      ? "the snapshots of tests that are gone"
      : `a snapshot of "${test}" that no test asks for`;
  return `warning: ${what}; \`ahaflow test --update\` removes ${test === null ? "them" : "it"}  (${file})`;
}

function caseLines({ name, differences }: CaseResult): string[] {
  return [
    `  ${differences.length === 0 ? "✓" : "✗"} ${name}`,
    ...differences.flatMap(differenceLines).map((line) => `      ${line}`),
  ];
}

/** A short difference stands on one line; of a long one, both sides stand below each other. */
function differenceLines({ name, expected, actual, where }: LocatedDifference): string[] {
  const place = formatLocation(where);
  const line = `${name}: expected ${expected}, got ${actual}`;
  return line.length <= 90
    ? [`${line}  (${place})`]
    : [`${name}  (${place})`, `  expected ${expected}`, `  got      ${actual}`];
}

/** What no test reached, flow by flow. */
export function coverageText(flows: readonly FlowCoverage[]): string {
  return [
    "",
    "coverage",
    ...flows.flatMap(({ flow, steps, branches, missing }) => [
      `  ${flow}: ${share("steps", steps)}${branches.total === 0 ? "" : `, ${share("branches", branches)}`}`,
      ...missing.map((one) => `      ${formatLocation(one.where)} ${missingText(one)}`),
    ]),
  ].join("\n");
}

/** The line for too little coverage, with all that was not reached; undefined when it is enough. */
export function coverageShortfall(
  flows: readonly FlowCoverage[],
  minimum: number,
): string | undefined {
  const short = (["steps", "branches"] as const)
    .map((noun) => [noun, totalShare(flows, noun)] as const)
    .filter(([, part]) => percent(part) < minimum)
    .map(([noun, part]) => share(noun, part));
  if (short.length === 0) return undefined;
  const missing = flows.flatMap((flow) => flow.missing.map((one) => missingName(flow, one)));
  return `too little coverage: ${short.join(" and ")}, ${minimum}% are wanted; not reached: ${missing.join(", ")}`;
}

function missingName({ flow }: FlowCoverage, { step, side }: Missing): string {
  return side === "step" ? `${flow}.${step}` : `${flow}.${step} (${side})`;
}

function share(noun: string, part: Share): string {
  return `${part.reached} of ${part.total} ${noun} (${percent(part)}%)`;
}

function missingText({ step, side }: Missing): string {
  switch (side) {
    case "step":
      return `${step} was never reached`;
    case "if-true":
      return `${step} was never reached with its if true`;
    case "if-false":
      return `${step} was never skipped by its if`;
    default:
      return `${step}: its ${side} was never reached`;
  }
}
