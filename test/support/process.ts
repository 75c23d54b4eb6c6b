import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";
import { expectNoCanary, expectNoCanaryIn } from "./canaries.ts";

/** A process of the program. It ends with the test at the latest. */
export class Process {
  readonly child: ChildProcess;
  /** Everything it wrote to standard output, line by line. */
  readonly lines: string[] = [];
  /** Everything it wrote to standard error. */
  errors = "";
  /** Resolves with the exit code; null after a signal. */
  readonly ended: Promise<number | null>;

  /**
   * @param before what a shell does first, such as a limit that it sets
   * @param lastLook called before it is killed at the end of the test
   */
  constructor(
    args: readonly string[],
    env: Readonly<Record<string, string>>,
    before?: string,
    lastLook = () => Promise.resolve(),
  ) {
    const program = [process.execPath, "dist/main.js", ...args] as const;
    const [command, ...rest] =
      before === undefined ? program : ["bash", "-c", `${before}; exec "$@"`, "bash", ...program];
    this.child = spawn(command, rest, {
      env: { PATH: process.env["PATH"], ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const { stdout, stderr } = this.child;
    if (stdout === null || stderr === null) throw new Error("no pipes");
    createInterface({ input: stdout }).on("line", (line) => this.lines.push(line));
    stderr.setEncoding("utf8").on("data", (text: string) => {
      this.errors += text;
    });
    this.ended = once(this.child, "close").then(() => this.child.exitCode);
    onTestFinished(async () => {
      await lastLook();
      this.child.kill("SIGKILL");
      await this.ended;
      expectNoCanary("standard output", this.lines.join("\n"));
      expectNoCanary("standard error", this.errors);
      if (env["AHAFLOW_DATA"] !== undefined) expectNoCanaryIn(env["AHAFLOW_DATA"]);
    });
  }
}
