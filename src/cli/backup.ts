import { Command } from "commander";
import { ADMIN_OPTION, AdminClient } from "./admin-client.ts";
import { type Console, EXIT } from "./console.ts";
import { writeNewFile } from "./write-new-file.ts";

/** `ahaflow backup`: a copy of the running daemon's journal. */
export function backupCommand(console: Console, done: (code: number) => void): Command {
  return new Command("backup")
    .argument("<file>", "where the copy is written; it must not be there yet")
    .option(...ADMIN_OPTION)
    .addHelpText(
      "after",
      `
Webhooks are answered meanwhile. To restore: stop the daemon, move journal.db and journal.db-wal out
of its data folder, put the copy there as journal.db, start it. See docs/journal.md.

Example:
  ahaflow backup backups/$(date +%F).db`,
    )
    .action(async (file: string, { admin }: { readonly admin?: string }) => {
      await writeNewFile(file, await new AdminClient(admin, console).stream("backup"));
      console.out(`written to ${file}`);
      done(EXIT.ok);
    });
}
