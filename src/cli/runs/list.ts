import { Command } from "commander";
import type { RunList, RunSummary } from "../../generated/admin-api.ts";
import { ADMIN_OPTION, AdminClient } from "../admin-client.ts";
import { type Console, EXIT } from "../console.ts";
import { stateText, whyText } from "../reports/run-state.ts";
import { table } from "../reports/table.ts";
import { timeFlag } from "./time-flag.ts";

interface ListFlags {
  readonly flow?: string;
  readonly status?: string;
  readonly withFailures?: boolean;
  readonly q?: string;
  readonly since?: string;
  readonly until?: string;
  readonly limit: string;
  readonly json?: boolean;
  readonly admin?: string;
}

/** `ahaflow runs list`: runs as a table, newest first. */
export function listCommand(console: Console, done: (code: number) => void): Command {
  return new Command("list")
    .description("runs, newest first")
    .option("--flow <name>", "only runs of this flow")
    .option("--status <status>", "queued, running, waiting, succeeded, failed or cancelled")
    .option("--with-failures", "only runs that ended well although steps of them failed")
    .option("--q <text>", "a name, phone or text of a run, however it is typed; or its id")
    .option("--since <time>", "only runs since: 2h, 7d, or a time with its zone")
    .option("--until <time>", "only runs before")
    .option("--limit <n>", "at most so many, up to 500", "50")
    .option("--json", "as JSON")
    .option(...ADMIN_OPTION)
    .addHelpText(
      "after",
      `
Examples:
  ahaflow runs list --status failed --since 2h
  ahaflow runs list --flow order-thanks --q 0908071111`,
    )
    .action(async (flags: ListFlags) => {
      await list(flags, console);
      done(EXIT.ok);
    });
}

async function list(flags: ListFlags, console: Console): Promise<void> {
  const { flow, status, withFailures, q, since, until, limit, json, admin } = flags;
  const given = {
    flow,
    status,
    with_failures: withFailures === true ? "true" : undefined,
    q,
    since: since && timeFlag("--since", since),
    until: until && timeFlag("--until", until),
    limit,
  };
  const wanted = Object.entries(given).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const client = new AdminClient(admin, console);
  const found = await client.ask<RunList>("runs", { query: Object.fromEntries(wanted) });
  if (json === true) return console.out(JSON.stringify(found, undefined, 2));
  if (found.runs.length === 0) console.err("no runs");
  else console.out(table(["ID", "CREATED (UTC)", "STATUS", "FLOW", "WHY"], found.runs.map(row)));
  if (found.cursor !== undefined && q !== undefined)
    console.err("there may be more: narrow it with --since, --until, --flow");
}

function row(run: RunSummary): string[] {
  const { id, created_at, status, failed_steps, flow } = run;
  const created = created_at.slice(0, 19).replace("T", " ");
  return [id, created, stateText(status, failed_steps), flow, whyText(run)];
}
