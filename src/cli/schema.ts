import { Argument, Command } from "commander";
import { loadSchema } from "../schemas.ts";
import { type Console, EXIT } from "./console.ts";

/** `ahaflow schema`: the JSON Schema of a file, for editors and other tools. */
export function schemaCommand(console: Console, done: (code: number) => void): Command {
  return new Command("schema")
    .description("print the JSON Schema of flows or of ahaflow.yaml")
    .addArgument(new Argument("<name>", "which schema").choices(["flow", "config"]))
    .addHelpText(
      "after",
      `
Examples:
  ahaflow schema flow > flow.schema.json`,
    )
    .action((name: string) => {
      console.out(JSON.stringify(loadSchema(name), undefined, 2));
      done(EXIT.ok);
    });
}
