import { type FlowCoverage, percent } from "../../flow-tests/coverage.ts";
import type { TestsResult } from "../../flow-tests/run-tests.ts";

/** For programs: one JSON object with every test. */
export function jsonTests(
  { files, untested, updated, left, removed }: TestsResult,
  coverage: readonly FlowCoverage[] | undefined,
): string {
  const tests = files.flatMap(({ flow, cases }) =>
    cases.map(({ name, where, durationMs, differences }) => ({
      flow,
      name,
      ...where,
      status: differences.length === 0 ? "passed" : "failed",
      duration_ms: Math.round(durationMs),
      differences: differences.map(({ where, ...difference }) => ({ ...where, ...difference })),
    })),
  );
  const failed = tests.filter(({ status }) => status === "failed").length;
  return JSON.stringify(
    {
      passed: tests.length - failed,
      failed,
      tests,
      untested,
      updated,
      left,
      removed,
      ...(coverage && {
        coverage: coverage.map(({ steps, branches, missing, ...flow }) => ({
          ...flow,
          steps: { ...steps, percent: percent(steps) },
          branches: { ...branches, percent: percent(branches) },
          missing: missing.map(({ where, ...one }) => ({ ...where, ...one })),
        })),
      }),
    },
    undefined,
    2,
  );
}
