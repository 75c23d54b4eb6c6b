import { createInterface } from "node:readline";
import { Command } from "commander";
import { ADMIN_OPTION, AdminClient } from "../admin-client.ts";
import { type Console, EXIT } from "../console.ts";
import { writeNewFile } from "../write-new-file.ts";
import { checkFlow } from "./check-flow.ts";
import { TIME_HELP, timeRange } from "./time-flag.ts";
import { ZONE_OPTION, zoneOf } from "./zone.ts";

interface ExportFlags {
  readonly flow?: string;
  readonly status?: string;
  readonly since?: string;
  readonly until?: string;
  readonly zone?: string;
  readonly out?: string;
  readonly admin?: string;
}

/** `ahaflow runs export`: runs with their steps, one JSON object a line. */
export function exportCommand(console: Console, done: (code: number) => void): Command {
  return new Command("export")
    .description("write runs with their steps, one JSON object a line, newest first")
    .option("--flow <name>", "only runs of this flow")
    .option("--status <status>", "only runs in this state")
    .option("--since <time>", `only runs accepted since: ${TIME_HELP}`)
    .option("--until <time>", "only runs accepted before")
    .option(...ZONE_OPTION)
    .option("--out <file>", "a new file in place of the standard output")
    .option(...ADMIN_OPTION)
    .addHelpText(
      "after",
      "\nExample:\n  ahaflow runs export --status failed --since 7d --out failed.jsonl",
    )
    .action(async ({ admin, out, since, until, zone, ...which }: ExportFlags) => {
      const query = {
        ...which,
        ...timeRange(
          { ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) },
          { zone: zoneOf(zone, console.env), now: Date.now(), say: console.err },
        ),
      };
      const client = new AdminClient(admin, console);
      await checkFlow(client, which.flow);
      const stream = await client.stream("runs/export", { query });
      if (out !== undefined) await writeNewFile(out, stream);
      else
        for await (const line of createInterface({ input: stream })) {
          console.out(line);
          if (console.unread.aborted) break;
        }
      done(EXIT.ok);
    });
}
