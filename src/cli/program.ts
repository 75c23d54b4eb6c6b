import { Command } from "commander";
import { packageVersion } from "../package-root.ts";
import { type Console, EXIT } from "./console.ts";
import { keepHeapSmall } from "./heap.ts";
import { reportError } from "./report-error.ts";

/** The commands; only the one that is called is loaded, and all for the help. */
const COMMANDS: { readonly [name: string]: () => Promise<CommandMaker> } = {
  init: async () => (await import("./init.ts")).initCommand,
  start: async () => {
    keepHeapSmall();
    return (await import("./start.ts")).startCommand;
  },
  validate: async () => (await import("./validate.ts")).validateCommand,
  test: async () => (await import("./test.ts")).testCommand,
  run: async () => (await import("./run.ts")).runCommand,
  listen: async () => (await import("./listen.ts")).listenCommand,
  backup: async () => (await import("./backup.ts")).backupCommand,
  runs: async () => (await import("./runs.ts")).runsCommand,
  graph: async () => (await import("./graph.ts")).graphCommand,
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
    .description("Runs chatbot automations that are declared in YAML.")
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
  for (const load of called === undefined ? Object.values(COMMANDS) : [called]) {
    const command = (await load())(console, done).copyInheritedSettings(program);
    for (const inner of command.commands) inner.copyInheritedSettings(command);
    program.addCommand(command);
  }
  try {
    await program.parseAsync([...args], { from: "user" });
    return code;
  } catch (error) {
    return await reportError(error, console);
  }
}
