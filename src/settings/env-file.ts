/** `.env` beside ahaflow.yaml: variables, beneath the real environment. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "dotenv";
import { whyUnreadable } from "../documents/read-text-file.ts";
import { AhaflowError } from "../errors.ts";

/**
 * What dotenv reads as one variable; all other lines it would pass over without a word, and cut a value
 * at a # within.
 */
const VARIABLE =
  /^\s*(?:export\s+)?[\w.-]+\s*=(?:\s*(?:'(?:\\'|[^'])*'|"(?:\\"|[^"])*"|`(?:\\`|[^`])*`)[^\S\n]*(?:#.*)?|(?:[^#\r\n]*[^\S\r\n])?#.*|[^#\r\n]*\r?)$/gm;

/** The path of the file that goes with a configuration. */
export function envFileOf(configFile: string): string {
  return join(dirname(configFile), ".env");
}

/**
 * The environment with the variables of the file beneath it; the environment as it is when there is
 * no file.
 * @throws AhaflowError `bad_setting` for a file that can't be read or understood, with nothing of its values
 */
export function withEnvFile(
  env: Readonly<Record<string, string | undefined>>,
  file: string,
): Readonly<Record<string, string | undefined>> {
  const text = readText(file);
  if (text === undefined) return env;
  const left = text.replace(VARIABLE, (whole) => whole.replace(/[^\n]/g, "")).split("\n");
  const wrong = left.findIndex((line) => !/^\s*(#.*)?$/.test(line));
  if (wrong >= 0)
    throw new AhaflowError("bad_setting", `${file}:${wrong + 1} is no variable`, {
      hint: "write NAME=value, one a line; a value with spaces, # or line breaks in quotes",
    });
  return { ...parse(text), ...env };
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    const { code = "unknown" } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new AhaflowError("bad_setting", `${file} ${whyUnreadable(cause)}`, {
      hint:
        code === "EACCES" ? letGroupRead(file) : "take it away, or put a file of variables there",
      cause,
    });
  }
}

/** The mend that gives nobody else a secret: in a container the owner is somebody of the host. */
function letGroupRead(file: string): string {
  const group = process.getgid?.() ?? "GROUP";
  return `let the program's group read it: sudo chgrp ${group} ${file} && sudo chmod 640 ${file} (for a container: on its host)`;
}
