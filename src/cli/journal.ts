import { Command } from "commander";
import type { Console } from "./console.ts";
import { copyCommand } from "./journal/copy.ts";
import { migrateCommand } from "./journal/migrate.ts";

/** `ahaflow journal`: the journal itself. */
export function journalCommand(console: Console, done: (code: number) => void): Command {
  return new Command("journal")
    .addCommand(copyCommand(console, done))
    .addCommand(migrateCommand(console, done));
}
