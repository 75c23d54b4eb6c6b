import { Command } from "commander";
import type { FailureList } from "../../generated/admin-api.ts";
import { ADMIN_OPTION, AdminClient } from "../admin-client.ts";
import { type Console, EXIT } from "../console.ts";
import { table } from "../reports/table.ts";
import { timeCells, timeHeads, timeText } from "./run-times.ts";
import { TIME_HELP, timeFlag } from "./time-flag.ts";
import { ZONE_OPTION, zoneOf } from "./zone.ts";

interface FailuresFlags {
  readonly since: string;
  readonly zone?: string;
  readonly json?: boolean;
  readonly admin?: string;
}

/** `ahaflow runs failures`: runs with failures, by cause. */
export function failuresCommand(console: Console, done: (code: number) => void): Command {
  return new Command("failures")
    .description(
      "runs that failed, or ended well with failed steps, by flow, reason, step and message",
    )
    .option("--since <time>", `runs since: ${TIME_HELP}`, "24h")
    .option(...ZONE_OPTION)
    .option("--json", "as JSON")
    .option(...ADMIN_OPTION)
    .addHelpText("after", "\nExample:\n  ahaflow runs failures --since 12h")
    .action(async (flags: FailuresFlags) => {
      const client = new AdminClient(flags.admin, console);
      const zone = zoneOf(flags.zone, console.env);
      const since = timeFlag("--since", flags.since, { zone, now: Date.now(), say: console.err });
      const found = await client.ask<FailureList>("failures", { query: { since } });
      if (flags.json === true) console.out(JSON.stringify(found, undefined, 2));
      else if (found.failures.length === 0)
        console.err(`nothing has failed since ${timeText(since, zone)}`);
      else console.out(failureTable(found, zone));
      done(EXIT.ok);
    });
}

function failureTable({ failures }: FailureList, zone: string): string {
  const head = [
    "COUNT",
    "REPLAYED",
    ...timeHeads("LAST", zone),
    "LAST RUN",
    "FLOW",
    "ENDED",
    "WHY",
    "STEP",
    "MESSAGE",
  ];
  const rows = failures.map((group) => [
    String(group.count),
    String(group.replayed),
    ...timeCells(group.last_at, zone),
    group.example,
    group.flow,
    group.status,
    group.code === group.reason ? group.reason : `${group.reason} (${group.code})`,
    group.step ?? "",
    group.shape,
  ]);
  return table(head, rows);
}
