import { runProgram } from "#src/cli/program.js";
import type { Daemon } from "./daemon.ts";

/** `ahaflow runs …`. @param answer what the person at the terminal types; none: no terminal */
export async function runs(
  daemon: Pick<Daemon, "adminUrl">,
  args: readonly string[],
  { answer, env = {} }: { answer?: string; env?: Readonly<Record<string, string>> } = {},
): Promise<{ code: number; out: string; err: string }> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runProgram(["runs", ...args], {
    env: { AHAFLOW_ADMIN_URL: daemon.adminUrl, ...env },
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
    ending: new AbortController().signal,
    onHangup: () => undefined,
    unread: new AbortController().signal,
    ...(answer === undefined ? {} : { ask: () => Promise.resolve(answer) }),
  });
  return { code, out: out.join("\n"), err: err.join("\n") };
}
