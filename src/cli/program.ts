import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { AhaflowError, ProblemsError } from "../errors.ts";
import { type Console, EXIT } from "./console.ts";
import { textReport } from "./reports/text.ts";
import { runCommand } from "./run.ts";
import { schemaCommand } from "./schema.ts";
import { simulatorCommand } from "./simulator.ts";
import { startCommand } from "./start.ts";
import { validateCommand } from "./validate.ts";

/**
 * Runs the command line.
 * @param args what follows the program's name
 * @returns the exit code
 */
export async function runProgram(args: readonly string[], console: Console): Promise<number> {
  let code: number = EXIT.ok;
  const program = new Command("ahaflow")
    .description("Runs AhaChat automations that are declared in YAML.")
    .version(packageVersion())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => console.out(text.replace(/\n$/, "")),
      writeErr: (text) => console.err(text.replace(/\n$/, "")),
    })
    .showHelpAfterError("(see --help)");
  const done = (result: number) => {
    code = result;
  };
  for (const command of [startCommand, validateCommand, runCommand, simulatorCommand, schemaCommand])
    program.addCommand(command(console, done).copyInheritedSettings(program));
  try {
    await program.parseAsync([...args], { from: "user" });
    return code;
  } catch (error) {
    return report(error, console);
  }
}

function report(error: unknown, { err }: Console): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof ProblemsError) {
    err(textReport({ problems: error.problems, texts: error.texts }));
    return EXIT.failed;
  }
  if (!(error instanceof AhaflowError)) throw error;
  err(`error: ${error.message}`);
  if (error.hint !== undefined) err(`  ${error.hint}`);
  return USAGE_CODES.has(error.code) ? EXIT.usage : EXIT.failed;
}

/** Errors that say that the command was called wrongly. */
const USAGE_CODES: ReadonlySet<string> = new Set([
  "bad_argument",
  "bad_setting",
  "config_unreadable",
  "flows_unreadable",
]);

function packageVersion(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
