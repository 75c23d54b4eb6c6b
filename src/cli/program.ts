import { Command, Help } from "commander";
import { packageVersion } from "../package-root.ts";
import { COMMANDS } from "./commands.ts";
import { type Console, EXIT } from "./console.ts";
import { reportError } from "./report-error.ts";

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
  // To load all of them takes longer than what is asked for: the others stand in the list alone.
  const listed = new Map<Command, string>();
  program.configureHelp({
    subcommandTerm: (command) => listed.get(command) ?? new Help().subcommandTerm(command),
  });
  for (const [name, { takes, does, load }] of Object.entries(COMMANDS)) {
    const command = args.includes(name) ? (await load())(console, done) : new Command(name);
    command.description(does).copyInheritedSettings(program);
    for (const inner of command.commands) inner.copyInheritedSettings(command);
    listed.set(command, `${name} ${takes}`.trimEnd());
    program.addCommand(command);
  }
  try {
    await program.parseAsync([...args], { from: "user" });
    return code;
  } catch (error) {
    return await reportError(error, console);
  }
}
