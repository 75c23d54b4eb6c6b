/** The program's commands in this process: `src/main.ts` adds no more than a process, its signals and its outputs. */

import { onTestFinished } from "vitest";
import { runProgram } from "#src/cli/program.js";
import { expectNoCanary } from "./canaries.ts";

/** What a command wrote, and its exit code. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Terminal {
  /** What the person at it types; none: no terminal. */
  readonly answer?: string;
}

class Call {
  /** Everything it wrote to standard output, line by line. */
  readonly lines: string[] = [];
  /** Everything it wrote to standard error. */
  errors = "";
  /** Resolves with the exit code. */
  readonly ended: Promise<number>;
  readonly #ending = new AbortController();

  constructor(
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
    { answer }: Terminal = {},
  ) {
    this.ended = runProgram(args, {
      env,
      out: (text) => {
        for (const line of text.split("\n")) this.lines.push(line);
      },
      err: (line) => {
        this.errors += `${line}\n`;
      },
      ending: this.#ending.signal,
      onHangup: () => undefined,
      unread: new AbortController().signal,
      ...(answer === undefined ? {} : { ask: () => Promise.resolve(answer) }),
    });
  }

  /** As a signal does. */
  end(): void {
    this.#ending.abort("SIGTERM");
  }

  /** Resolves once it has ended, and has shown no secret. */
  async checked(): Promise<number> {
    const code = await this.ended;
    expectNoCanary("standard output", this.lines.join("\n"));
    expectNoCanary("standard error", this.errors);
    return code;
  }
}

/** A command that goes on until it ends, or the test does. */
export class Command extends Call {
  constructor(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    super(args, env);
    onTestFinished(async () => {
      this.end();
      await this.checked();
    });
  }
}

/** Calls a command, with nothing in its environment but what is given. */
export async function ahaflow(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  terminal: Terminal = {},
): Promise<Ended & { readonly code: number }> {
  const call = new Call(args, env, terminal);
  const code = await call.checked();
  return { code, out: call.lines.join("\n"), err: call.errors.replace(/\n$/, "") };
}
