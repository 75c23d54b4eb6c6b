import { Command } from "commander";
import { AhaflowError } from "../../errors.ts";
import { databaseUrl, fullEnvironment } from "../../settings/load-settings.ts";
import { placeOf } from "../../stores/postgres/place.ts";
import { type Console, EXIT } from "../console.ts";

/** `ahaflow journal migrate`: what the start of a daemon does with the tables, and nothing else. */
export function migrateCommand(console: Console, done: (code: number) => void): Command {
  return new Command("migrate")
    .description("make the tables of AHAFLOW_DATABASE_URL, or bring them to this version's")
    .addHelpText(
      "after",
      `
A daemon does so itself at its start. This is for a database whose tables are another role's: it runs before
the new version, beside daemons of the one before. See docs/cluster.md.`,
    )
    .action(async () => {
      const url = databaseUrl(fullEnvironment({}, console.env));
      if (url === undefined)
        throw new AhaflowError("bad_setting", "AHAFLOW_DATABASE_URL is not set", {
          hint: "give it as postgres://user:password@host:5432/database",
        });
      const [{ migrateJournal }, { unusable }] = await Promise.all([
        import("../../stores/postgres/open-writer.ts"),
        import("../../stores/postgres/unusable.ts"),
      ]);
      const place = placeOf(url);
      try {
        await migrateJournal(url);
      } catch (cause) {
        throw unusable(place, cause);
      }
      console.out(`the journal in ${place} has the tables of this version`);
      done(EXIT.ok);
    });
}
