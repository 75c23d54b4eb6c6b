import { Command } from "commander";
import { AhaflowError, ProblemsError } from "../errors.ts";
import { nearestName } from "../nearest-name.ts";
import type { Action } from "../platforms/action.ts";
import { actionsWith } from "../platforms/installed.ts";
import { readConfigFile } from "../settings/config-file.ts";
import { type Flags, readPaths } from "../settings/load-settings.ts";
import { shownText } from "../settings/shown-text.ts";
import { standInSettings } from "../settings/stand-ins.ts";
import { type Console, EXIT } from "./console.ts";
import { actionReport } from "./reports/action.ts";

interface ActionsFlags extends Flags {
  readonly json?: boolean;
}

/** `ahaflow actions`: what `uses` can name, and what each takes. */
export function actionsCommand(console: Console, done: (code: number) => void): Command {
  return new Command("actions")
    .argument("[name]", "a platform, a connection with actions of its own, or one action")
    .option("--config <file>", "configuration (AHAFLOW_CONFIG, default ./ahaflow.yaml)")
    .option("--json", "one JSON object a line, with the schemas of input and output")
    .addHelpText(
      "after",
      `
* is a field that is needed. Environment variables and secret files of ahaflow.yaml need not exist.

Examples:
  ahaflow actions                     all, those of documents included (docs/openapi.md)
  ahaflow actions crm                 those of the connection crm
  ahaflow actions crm.create_lead     one`,
    )
    .action((name: string | undefined, flags: ActionsFlags) => {
      for (const action of chosen(name, flags, console))
        console.out(flags.json === true ? asJson(action) : actionReport(action));
      done(EXIT.ok);
    });
}

/** @throws ProblemsError for a configuration that can't be used; AhaflowError `bad_argument` for a name */
function chosen(name: string | undefined, flags: Flags, { env }: Console): readonly Action[] {
  const { document, config, problems } = readConfigFile(readPaths(flags, env).config);
  if (problems.length > 0)
    throw new ProblemsError(problems, new Map([[document.file, shownText(document)]]));
  const all = [...actionsWith(standInSettings(config, document.file).connections).values()];
  if (name === undefined) return all;
  const found = all.filter((one) => one.name === name || one.name.startsWith(`${name}.`));
  if (found.length > 0) return found;
  const names = all.flatMap((one) => [one.name, one.name.split(".", 1)[0] ?? ""]);
  const near = nearestName(name, new Set(names));
  throw new AhaflowError(
    "bad_argument",
    `there is no action, and nothing with actions, called "${name}"`,
    {
      hint: near === undefined ? "`ahaflow actions` lists them" : `did you mean "${near}"?`,
    },
  );
}

function asJson(action: Action): string {
  const { name, summary, connection, over, idempotent, unusable } = action;
  const { input, output } = action;
  return JSON.stringify({ name, summary, connection, over, idempotent, unusable, input, output });
}
