import { Command } from "commander";
import { type Console, EXIT } from "./console.ts";
import { type AdminFlags, download, writeNewFile } from "./download.ts";

/** `ahaflow backup`: a copy of the running daemon's journal. */
export function backupCommand(console: Console, done: (code: number) => void): Command {
  return new Command("backup")
    .description("copy the running daemon's journal to a new file")
    .argument("<file>", "where the copy is written; it must not be there yet")
    .option("--admin <url>", "the daemon's admin address (default: AHAFLOW_ADMIN_HOST and _PORT)")
    .addHelpText(
      "after",
      `
Webhooks are answered meanwhile. To restore: stop the daemon, move journal.db and journal.db-wal out
of its data folder, put the copy there as journal.db, start it. See docs/journal.md.

Example:
  ahaflow backup backups/$(date +%F).db`,
    )
    .action(async (file: string, flags: AdminFlags) => {
      await writeNewFile(file, await download("/api/v1/backup", flags, console));
      console.err(`written to ${file}`);
      done(EXIT.ok);
    });
}
