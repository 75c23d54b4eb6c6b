/** Runs a flow once against a server of the test, through `ahaflow run`. */
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { runProgram } from "#src/cli/program.js";
import { type Files, projectFolder } from "../../flows/check-project.ts";

/** A flow that only has steps; it starts by hand. */
export const flow = (...steps: string[]): string =>
  `name: a\non: { schedule: [{ cron: "0 0 1 1 *" }] }\nsteps:\n${steps.map((one) => `  - ${one}\n`).join("")}`;

/** Runs the flow `a` of a project. @returns what it printed, and the exit code */
export function runA(files: Files): Promise<string> {
  return command(files, "run", "a");
}

/** Calls the program in a project's folder. @returns what it printed, and the exit code */
export async function command(files: Files, ...args: string[]): Promise<string> {
  const folder = projectFolder(files);
  const out: string[] = [];
  const ending = new AbortController();
  onTestFinished(() => ending.abort());
  const code = await runProgram([...args, "--config", join(folder, "ahaflow.yaml")], {
    env: { AHAFLOW_FLOWS: join(folder, "flows") },
    out: (line) => void out.push(line),
    err: (line) => void out.push(line),
    ending: ending.signal,
    unread: ending.signal,
    onHangup: () => undefined,
  });
  return `${out.join("\n")}\nexit ${code}`;
}
