import { Argument, Command } from "commander";
import { loadSchema } from "../schemas.ts";
import { type Console, EXIT } from "./console.ts";

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
    .addHelpText(
      "after",
      `
Examples:
  ahaflow schema flow > schemas/flow.schema.json     after an update, in a project made by init`,
    )
    .action((name: (typeof EDITOR_SCHEMAS)[number]) => {
      console.out(editorSchema(name));
      done(EXIT.ok);
    });
}
