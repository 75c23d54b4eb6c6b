import { Command } from "commander";
import type { Console } from "./console.ts";
import { cancelCommand } from "./runs/cancel.ts";
import { eraseCommand } from "./runs/erase.ts";
import { exportCommand } from "./runs/export.ts";
import { failuresCommand } from "./runs/failures.ts";
import { listCommand } from "./runs/list.ts";
import { replayCommand } from "./runs/replay.ts";
import { showCommand } from "./runs/show.ts";

/** `ahaflow runs`: the journal of the running daemon, through its admin API. */
export function runsCommand(console: Console, done: (code: number) => void): Command {
  const runs = new Command("runs").addHelpText(
    "after",
    `
The daemon has to run; AHAFLOW_ADMIN_URL says where, AHAFLOW_ADMIN_TOKEN lets you in. An id may be
shortened as long as it means one run.

Examples:
  ahaflow runs failures --since 12h                       what failed, and why
  ahaflow runs list --q 0908071111                        this customer's runs
  ahaflow runs show ID                                    what each step did
  ahaflow runs replay ID --from thanks                    go on where it failed
  ahaflow runs replay --flow order-thanks --status failed --since 2h --dry-run
  ahaflow runs export --out runs.jsonl                    everything, as JSON lines`,
  );
  for (const make of [
    listCommand,
    showCommand,
    failuresCommand,
    replayCommand,
    cancelCommand,
    exportCommand,
    eraseCommand,
  ])
    runs.addCommand(make(console, done));
  return runs;
}
