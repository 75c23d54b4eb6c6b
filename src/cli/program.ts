import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { AhaflowError, ProblemsError } from "../errors.ts";
import { type Console, EXIT } from "./console.ts";
import { keepHeapSmall } from "./small-heap.ts";

/** The commands; only the one that is called is loaded, and all for the help. */
const COMMANDS: { readonly [name: string]: () => Promise<CommandMaker> } = {
  start: async () => {
    keepHeapSmall();
    return (await import("./start.ts")).startCommand;
  },
  validate: async () => (await import("./validate.ts")).validateCommand,
  run: async () => (await import("./run.ts")).runCommand,
  simulator: async () => (await import("./simulator.ts")).simulatorCommand,
  schema: async () => (await import("./schema.ts")).schemaCommand,
};

type CommandMaker = (console: Console, done: (code: number) => void) => Command;

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
  const called = COMMANDS[args[0] ?? ""];
  for (const load of called === undefined ? Object.values(COMMANDS) : [called])
    program.addCommand((await load())(console, done).copyInheritedSettings(program));
  try {
    await program.parseAsync([...args], { from: "user" });
    return code;
  } catch (error) {
    return await report(error, console);
  }
}

async function report(error: unknown, { err }: Console): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof ProblemsError) {
    const { textReport } = await import("./reports/text.ts");
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
