import { Command } from "commander";
import type { RunList, RunSummary } from "../../generated/admin-api.ts";
import { ADMIN_OPTION, AdminClient } from "../admin-client.ts";
import { type Console, EXIT } from "../console.ts";
import { stateText, whyText } from "../reports/run-state.ts";
import { table } from "../reports/table.ts";
import { checkFlow } from "./check-flow.ts";
import { askedOf, type ListFlags } from "./list-flags.ts";
import { askRefusals, listRefused, refusalTable } from "./list-refused.ts";
import { timeCells, timeHeads } from "./run-times.ts";
import { TIME_HELP } from "./time-flag.ts";
import { ZONE_OPTION, zoneOf } from "./zone.ts";

/** `ahaflow runs list`: runs as a table, newest first. */
export function listCommand(console: Console, done: (code: number) => void): Command {
  return new Command("list")
    .description("runs, newest first")
    .option("--flow <name>", "only runs of this flow")
    .option("--status <status>", "queued, running, waiting, succeeded, failed or cancelled")
    .option("--with-failures", "only runs that ended well although steps of them failed")
    .option("--q <text>", "a name, phone or text of a run, however it is typed; or its id")
    .option("--refused", "deliveries that were refused instead of runs")
    .option("--unmasked", "with --refused --json: personal data as it came")
    .option("--since <time>", `only runs accepted since: ${TIME_HELP}`)
    .option("--until <time>", "only runs accepted before")
    .option("--active-since <time>", "only runs to which something happened since")
    .option(...ZONE_OPTION)
    .option("--limit <n>", "at most so many, up to 500", "50")
    .option("--json", "as JSON")
    .option(...ADMIN_OPTION)
    .addHelpText(
      "after",
      `
Examples:
  ahaflow runs list --status failed --since 2h
  ahaflow runs list --since 09:00 --until 10:30 --zone Asia/Ho_Chi_Minh
  ahaflow runs list --flow order-thanks --q 0908071111
  ahaflow runs list --refused --since 2h --json`,
    )
    .action(async (flags: ListFlags) => {
      await (flags.refused === true ? listRefused : list)(flags, console);
      done(EXIT.ok);
    });
}

async function list(flags: ListFlags, console: Console): Promise<void> {
  const { q, status, withFailures, activeSince, json, admin } = flags;
  const zone = zoneOf(flags.zone, console.env);
  const asked = askedOf(flags, zone, console);
  const client = new AdminClient(admin, console);
  const found = await client.ask<RunList>("runs", { query: asked });
  if (found.runs.length === 0) await checkFlow(client, flags.flow);
  // Whoever looks for a customer wants to know what became of them, with a run or without.
  const isAboutAll =
    q !== undefined && status === undefined && withFailures !== true && activeSince === undefined;
  const { refusals } = isAboutAll ? await askRefusals(client, asked) : { refusals: [] };
  if (json === true)
    return console.out(JSON.stringify(isAboutAll ? { ...found, refusals } : found, undefined, 2));
  if (found.runs.length === 0) console.err("no runs");
  else console.out(runTable(found.runs, zone));
  if (refusals.length > 0)
    console.out(`\nno run, because the delivery was refused:\n${refusalTable(refusals, zone)}`);
  if (found.cursor !== undefined && q !== undefined)
    console.err("there may be more: narrow it with --since, --until, --flow");
}

function runTable(runs: readonly RunSummary[], zone: string): string {
  const head = ["ID", ...timeHeads("CREATED", zone), "STATUS", "FLOW", "WHY"];
  const row = (run: RunSummary) => {
    const { id, created_at, status, failed_steps, flow } = run;
    const state = stateText(status, failed_steps);
    return [id, ...timeCells(created_at, zone), state, flow, whyText(run)];
  };
  return table(head, runs.map(row));
}
