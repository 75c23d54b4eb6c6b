#!/usr/bin/env node
import { openOutputs } from "./cli/outputs.ts";
import { runProgram } from "./cli/program.ts";
import { reportBug } from "./telemetry/report-bug.ts";

const ending = new AbortController();
for (const signal of ["SIGTERM", "SIGINT"] as const)
  process.on(signal, () => {
    // Asked twice: whoever asks does not want to wait.
    if (ending.signal.aborted) process.exit(130);
    ending.abort(signal);
  });

/** EX_SOFTWARE: a bug, after which nothing can be relied on. The next start goes on with the runs. */
const BUG = 70;

// Node's own report would quote the error whole, and with it whatever its message and causes hold.
for (const event of ["uncaughtException", "unhandledRejection"] as const)
  process.on(event, (error: unknown) => {
    reportBug(event, error);
    process.exit(BUG);
  });

const { exitCode, ...outputs } = openOutputs(process);
const code = await runProgram(process.argv.slice(2), {
  ...outputs,
  env: process.env,
  ending: ending.signal,
  onHangup: (listener) => void process.on("SIGHUP", listener),
  ...(process.stdin.isTTY && process.stderr.isTTY ? { ask } : {}),
});
process.exitCode = exitCode() ?? code;

async function ask(question: string): Promise<string> {
  const { createInterface } = await import("node:readline/promises");
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(question, { signal: ending.signal });
  } catch {
    return "";
  } finally {
    terminal.close();
  }
}
