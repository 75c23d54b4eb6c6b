import { Command } from "commander";
import type { Console } from "./console.ts";
import { copyCommand } from "./journal/copy.ts";

/** `ahaflow journal`: the journal itself, while no daemon has it. */
export function journalCommand(console: Console, done: (code: number) => void): Command {
  return new Command("journal").addCommand(copyCommand(console, done));
}
