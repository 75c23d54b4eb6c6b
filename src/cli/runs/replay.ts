import { setTimeout as delay } from "node:timers/promises";
import { Command } from "commander";
import { AhaflowError } from "../../errors.ts";
import type { Replayed, Run } from "../../generated/admin-api.ts";
import { ADMIN_OPTION, AdminClient } from "../admin-client.ts";
import { type Console, EXIT } from "../console.ts";
import { readJson } from "../payload.ts";
import { type BulkFlags, replayMany } from "./bulk-replay.ts";
import { findRun } from "./find-run.ts";
import { runPage } from "./show.ts";

interface ReplayFlags extends BulkFlags {
  readonly from?: string;
  readonly payload?: string;
  readonly follow?: boolean;
  readonly admin?: string;
}

/** How often a run is looked at that is followed, in milliseconds. */
const LOOK_MS = 300;

/** `ahaflow runs replay`: one run again, or the failed runs of a flow. */
export function replayCommand(console: Console, done: (code: number) => void): Command {
  return new Command("replay")
    .description("do a run again as a new one, on the flow as it is now; or all failed ones")
    .argument("[id]", "the run's id, or its beginning")
    .option(
      "--from <step>",
      "begin at this step at the top of the flow; those before keep their outputs",
    )
    .option("--payload <file>", "JSON file in place of the payload: a body, or a whole delivery")
    .option("--follow", "wait for the end; exit code 1 when it does not succeed")
    .option("--flow <name>", "the failed runs of this flow, in the order in which they came")
    .option("--status <status>", "with --flow: failed")
    .option("--since <time>", "with --flow: runs since 2h, 7d, or a time with its zone")
    .option("--until <time>", "with --flow: runs before (default: now)")
    .option("--dry-run", "with --flow: only say which they are")
    .option("--yes", "with --flow: don't ask")
    .option(...ADMIN_OPTION)
    .addHelpText(
      "after",
      `
A run that was replayed already is left out of a replay by --flow.

Examples:
  ahaflow runs replay ID                                  the whole run
  ahaflow runs replay ID --from thanks --follow           go on where it failed
  ahaflow runs replay ID --payload mended.json
  ahaflow runs replay --flow order-thanks --status failed --since 2h --dry-run`,
    )
    .action(async (id: string | undefined, flags: ReplayFlags) => {
      const client = new AdminClient(flags.admin, console);
      checkFlags(id, flags);
      done(
        id === undefined
          ? await replayMany(flags, client, console)
          : await replayOne(id, flags, client, console),
      );
    });
}

function checkFlags(id: string | undefined, flags: ReplayFlags): void {
  const { flow, status, since, until, from, payload, follow, dryRun, yes } = flags;
  if (id === undefined && flow === undefined)
    throw new AhaflowError("bad_argument", "which runs?", {
      hint: "give a run's id, or --flow, --status failed and --since",
    });
  const ofMany = [flow, status, since, until, dryRun, yes];
  if (id !== undefined && ofMany.some((flag) => flag !== undefined))
    throw new AhaflowError("bad_argument", "one run, or those of a flow?", {
      hint: "--flow, --status, --since, --until, --dry-run and --yes don't go with an id",
    });
  if (id === undefined && [from, payload, follow].some((flag) => flag !== undefined))
    throw new AhaflowError("bad_argument", "--from, --payload and --follow go with an id");
  if (id === undefined && (status !== "failed" || since === undefined))
    throw new AhaflowError("bad_argument", "say which runs of the flow", {
      hint: "--status failed --since 2h",
    });
}

async function replayOne(
  id: string,
  { from, payload, follow }: ReplayFlags,
  client: AdminClient,
  console: Console,
): Promise<number> {
  const body = {
    ...(from === undefined ? {} : { from_step: from }),
    ...(payload === undefined ? {} : { payload: readJson(payload) }),
  };
  const path = `runs/${await findRun(client, id)}/replay`;
  const { run_id, replay_of, dropped } = await client.ask<Replayed>(path, { method: "POST", body });
  console.out(`${replay_of} is done again as ${run_id}`);
  if (dropped === true) console.err("it does not run: its concurrency key has no place for it");
  if (follow !== true) return EXIT.ok;
  const run = await ended(run_id, client, console);
  console.out(runPage(run));
  return run.status === "succeeded" ? EXIT.ok : EXIT.failed;
}

/** The run once it has ended, or rests for long, or nobody waits for it any more. */
async function ended(id: string, client: AdminClient, { ending }: Console): Promise<Run> {
  for (;;) {
    const run = await client.ask<Run>(`runs/${id}`);
    if (run.finished_at !== null || ending.aborted) return run;
    await delay(LOOK_MS, undefined, { signal: ending }).catch(() => undefined);
  }
}
