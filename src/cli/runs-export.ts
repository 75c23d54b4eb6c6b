import { createInterface } from "node:readline";
import { Command } from "commander";
import { type Console, EXIT } from "./console.ts";
import { type AdminFlags, download, writeNewFile } from "./download.ts";

interface ExportFlags extends AdminFlags {
  readonly flow?: string;
  readonly status?: string;
  readonly since?: string;
  readonly until?: string;
  readonly out?: string;
}

/** `ahaflow runs export`: runs with their steps, one JSON object a line. */
export function runsExportCommand(console: Console, done: (code: number) => void): Command {
  return new Command("export")
    .description("write runs with their steps, one JSON object a line, newest first")
    .option("--flow <name>", "only runs of this flow")
    .option("--status <status>", "only runs in this state")
    .option("--since <time>", "only runs accepted at this time or later, as 2026-11-01")
    .option("--until <time>", "only runs accepted before this time")
    .option("--out <file>", "a new file in place of the standard output")
    .option("--admin <url>", "the daemon's admin address (default: AHAFLOW_ADMIN_HOST and _PORT)")
    .action(async ({ admin, out, ...query }: ExportFlags) => {
      const flags = admin === undefined ? {} : { admin };
      const stream = await download(
        `/api/v1/runs/export?${new URLSearchParams({ ...query }).toString()}`,
        flags,
        console,
      );
      if (out !== undefined) await writeNewFile(out, stream);
      else for await (const line of createInterface({ input: stream })) console.out(line);
      done(EXIT.ok);
    });
}
