#!/usr/bin/env node
import { keepCompiledCode } from "./cli/compiled-code.ts";
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

void main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<void> {
  keepCompiledCode(process.env, args[0] === "start" ? "start" : "commands");
  // Behind that, since what is loaded before is compiled each time.
  const { openOutputs } = await import("./cli/outputs.ts");
  const { runProgram } = await import("./cli/program.ts");
  const { exitCode, ...outputs } = openOutputs(process);
  const code = await runProgram(args, {
    ...outputs,
    env: process.env,
    input: process.stdin,
    ending: ending.signal,
    onHangup: (listener) => void process.on("SIGHUP", listener),
    ...(process.stdin.isTTY && process.stderr.isTTY ? { ask } : {}),
  });
  process.exitCode = exitCode() ?? code;
}

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
