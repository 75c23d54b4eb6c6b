#!/usr/bin/env node
import { runProgram } from "./cli/program.ts";

const ending = new AbortController();
for (const signal of ["SIGTERM", "SIGINT"] as const)
  process.on(signal, () => {
    // Asked twice: whoever asks does not want to wait.
    if (ending.signal.aborted) process.exit(130);
    ending.abort(signal);
  });

process.exitCode = await runProgram(process.argv.slice(2), {
  env: process.env,
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
  ending: ending.signal,
  onHangup: (listener) => void process.on("SIGHUP", listener),
});
