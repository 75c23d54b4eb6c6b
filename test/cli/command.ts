import { execFile } from "node:child_process";
import { resolve } from "node:path";

/** What a command of the program did. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const MAIN = resolve("dist/main.js");

/** Runs the program in a folder, with nothing in its environment, until it ends. */
export function ahaflow(folder: string, ...args: string[]): Promise<Ran> {
  return new Promise((ran) => {
    execFile(
      process.execPath,
      [MAIN, ...args],
      { cwd: folder, env: { PATH: process.env["PATH"] } },
      (error, out, err) => ran({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}
