import { expect } from "vitest";
import { runProgram } from "#src/cli/program.js";
import type { Problem, SourceLocation } from "#src/errors.js";

/** A problem as the JSON report shows it. */
export type ShownProblem = Omit<Problem, "where"> & SourceLocation;

/** What `validate` finds in a file or folder, with the configuration of the fixtures unless another is named. */
export async function foundIn(
  path: string,
  config = "test/fixtures/ahaflow.yaml",
): Promise<{
  files: number;
  problems: ShownProblem[];
}> {
  const lines: string[] = [];
  const code = await runProgram(["validate", "--config", config, "--format", "json", path], {
    env: {},
    out: (line) => void lines.push(line),
    err: (line) => void lines.push(line),
    ending: new AbortController().signal,
    onHangup: () => undefined,
    unread: new AbortController().signal,
  });
  const report = JSON.parse(lines.join("\n")) as { files: number; problems: ShownProblem[] };
  expect(code).toBe(report.problems.some(({ severity }) => severity === "error") ? 1 : 0);
  return report;
}
