import { Argument, Command } from "commander";
import { actionsWith } from "../platforms/installed.ts";
import { loadSchema } from "../schemas.ts";
import { readConfigFile } from "../settings/config-file.ts";
import { type Flags, readPaths } from "../settings/load-settings.ts";
import { standInSettings } from "../settings/stand-ins.ts";
import { type Console, EXIT } from "./console.ts";
import { withActions } from "./editor-actions.ts";

/** The files that people write, each with a schema for editors in `schemas/editor/`. */
export const EDITOR_SCHEMAS = ["flow", "config", "test"] as const;

/** The text of a schema for editors: self-contained, ending without a line break. */
export function editorSchema(name: (typeof EDITOR_SCHEMAS)[number]): string {
  return JSON.stringify(loadSchema(`editor/${name}`), undefined, 2);
}

/** `ahaflow schema`: the JSON Schema of a file, for editors and other tools. */
export function schemaCommand(console: Console, done: (code: number) => void): Command {
  return new Command("schema")
    .addArgument(new Argument("<name>", "which schema").choices(EDITOR_SCHEMAS))
    .option("--config <file>", "configuration (AHAFLOW_CONFIG, default ./ahaflow.yaml)")
    .addHelpText(
      "after",
      `
That of flows has the actions of OpenAPI documents, too, where ahaflow.yaml names some.

Examples:
  ahaflow schema flow > schemas/flow.schema.json     after an update, in a project made by init`,
    )
    .action((name: (typeof EDITOR_SCHEMAS)[number], flags: Flags) => {
      console.out(name === "flow" ? flowSchema(flags, console) : editorSchema(name));
      done(EXIT.ok);
    });
}

/** With the actions of the configuration's connections, as far as it can be read. */
function flowSchema(flags: Flags, { env, err }: Console): string {
  const { document, config, problems } = readConfigFile(readPaths(flags, env).config);
  if (problems.length > 0)
    err("note: ahaflow.yaml has mistakes, so that actions of documents are left out");
  const { connections } = standInSettings(config, document.file);
  const own = [...actionsWith(connections).values()].filter(({ over }) => over !== undefined);
  if (own.length === 0) return editorSchema("flow");
  return JSON.stringify(withActions(loadSchema("editor/flow"), own), undefined, 2);
}
