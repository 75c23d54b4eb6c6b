/** `.env` beside ahaflow.yaml: variables, beneath the real environment. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "dotenv";
import { whyUnreadable } from "../documents/read-text-file.ts";
import { AhaflowError } from "../errors.ts";

/**
 * A variable that dotenv, Docker and shells take for the same, save for quotes around a value, which only
 * `docker run --env-file` keeps (docs/deploy.md).
 */
const VARIABLE =
  /^([A-Za-z_]\w*)=(?:'[^'`\\]*'|"[^"$`\\]*"|(?:[^\s'"`$\\#](?:[^\r\n'"`$\\#]*[^\s'"`$\\#])?)?)\r?$/gm;

const QUOTE_HINT =
  "put single quotes around the whole value; one that has quotes, \\ or ` itself, or that docker run --env-file reads too, belongs in a file: ${file:PATH} in ahaflow.yaml. A comment is a line of its own";

/** What else stands in a line, and how it is written for all; the first that fits. */
const SLIPS: readonly (readonly [RegExp, string, string])[] = [
  [/^[^=]*$/, "is no variable", "write NAME=value, one a line"],
  [/^\s*export\s/, "begins with export, which Docker refuses", "write NAME=value"],
  [/^\s|^[^=]*\s=|=[^\S\r\n]/, "has a space around its name or =", "write NAME=value"],
  [/^(?![A-Za-z_]\w*=)/, "has a name that shells don't take", "a name has letters, digits and _"],
  [/=[^'"]*#/, "has a # in its value, where some cut it off", QUOTE_HINT],
  [/[$\\`]/, "has a $, \\ or ` in its value, which some replace", QUOTE_HINT],
  [/['"]/, "has quotes within its value, or none at its end", QUOTE_HINT],
  [/[^\S\r\n]\r?$/, "ends in spaces, which some keep", "take them away"],
];

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
  checkLines(text, file);
  return { ...parse(text), ...env };
}

function checkLines(text: string, file: string): void {
  const seen = new Set<string>();
  const left = text
    .replace(VARIABLE, (whole, name: string) => {
      const isNew = !seen.has(name);
      seen.add(name);
      return isNew ? whole.replaceAll(/[^\n]/g, "") : `${name} twice=`;
    })
    .split("\n");
  const wrong = left.findIndex((line) => !/^\s*(#.*)?$/.test(line));
  const line = left[wrong];
  if (line === undefined) return;
  const [, name] = /^(\w+) twice=/.exec(line) ?? [];
  const [, slip = "is no variable", hint = "write NAME=value, one a line"] =
    name === undefined
      ? (SLIPS.find(([pattern]) => pattern.test(line)) ?? [])
      : [undefined, `sets ${name} a second time`, "leave one of them"];
  throw new AhaflowError("bad_setting", `${file}:${wrong + 1} ${slip}`, { hint });
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
