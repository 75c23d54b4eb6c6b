import { setTimeout as delay } from "node:timers/promises";
import { Command } from "commander";
import { AhaflowError } from "../../errors.ts";
import type { Replayed, ReplayPlan, Run } from "../../generated/admin-api.ts";
import { ADMIN_OPTION, AdminClient } from "../admin-client.ts";
import { type Console, EXIT } from "../console.ts";
import { readJson } from "../payload.ts";
import { type BulkFlags, isYes, replayMany } from "./bulk-replay.ts";
import { findRun } from "./find-run.ts";
import { planPage } from "./replay-plan.ts";
import { runPage } from "./show.ts";
import { TIME_HELP } from "./time-flag.ts";
import { ZONE_OPTION, zoneOf } from "./zone.ts";

interface ReplayFlags extends BulkFlags {
  readonly from?: string;
  readonly payload?: string;
  readonly follow?: boolean;
  readonly again?: boolean;
  readonly json?: boolean;
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
    .option(
      "--payload <file>",
      "JSON file, or - for the standard input, in place of the payload: a body, or a whole delivery",
    )
    .option("--follow", "wait for the end; exit code 1 when it does not succeed")
    .option("--again", "also when the run was done again before")
    .option("--flow <name>", "the failed runs of this flow, in the order in which they came")
    .option("--status <status>", "with --flow: failed")
    .option("--since <time>", `with --flow: runs accepted since: ${TIME_HELP}`)
    .option("--until <time>", "with --flow: runs before (default: now)")
    .option(
      "--step <path>",
      "with --flow: those that failed at this step, as `runs failures` has it",
    )
    .option("--reason <reason>", "with --flow: those that failed for this reason")
    .option(
      "--past-window",
      "with --flow: also those whose messages come too late for the platform",
    )
    .option("--dry-run", "do nothing: say what would be done, and what has changed since")
    .option("--json", "with --dry-run and an id: as JSON")
    .option("--yes", "with --flow: don't ask")
    .option(...ZONE_OPTION)
    .option(...ADMIN_OPTION)
    .addHelpText(
      "after",
      `
A run that was replayed already is left out of a replay by --flow; by its id it needs --again, and a
terminal asks.

Examples:
  ahaflow runs replay ID                                  the whole run
  ahaflow runs replay ID --from thanks --follow           go on where it failed
  ahaflow runs replay ID --from thanks --dry-run          what would be done, and what not
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
  const { flow, status, since, until, from, payload, follow, again, json, dryRun, yes } = flags;
  if (id === undefined && flow === undefined)
    throw new AhaflowError("bad_argument", "which runs?", {
      hint: "give a run's id, or --flow, --status failed and --since",
    });
  const { step, reason, pastWindow } = flags;
  const ofMany = [flow, status, since, until, step, reason, pastWindow, yes];
  if (id !== undefined && ofMany.some((flag) => flag !== undefined))
    throw new AhaflowError("bad_argument", "one run, or those of a flow?", {
      hint: "--flow, --status, --since, --until, --step, --reason, --past-window and --yes don't go with an id",
    });
  if (id === undefined && [from, payload, follow, again, json].some((flag) => flag !== undefined))
    throw new AhaflowError(
      "bad_argument",
      "--from, --payload, --follow, --again and --json go with an id",
    );
  if (dryRun === true && follow === true)
    throw new AhaflowError("bad_argument", "--dry-run does nothing that --follow could wait for");
  if (json === true && dryRun !== true)
    throw new AhaflowError("bad_argument", "--json goes with --dry-run");
  if (id === undefined && status !== undefined && status !== "failed")
    throw new AhaflowError("bad_argument", "of many runs, only failed ones are done again", {
      hint: "give --status failed; any other run is done again by its id",
    });
  if (id === undefined && (status === undefined || since === undefined))
    throw new AhaflowError("bad_argument", "say which runs of the flow", {
      hint: "--status failed --since 2h",
    });
}

async function replayOne(
  id: string,
  { from, payload, follow, again = false, dryRun, json, zone }: ReplayFlags,
  client: AdminClient,
  console: Console,
): Promise<number> {
  const body = {
    ...(from === undefined ? {} : { from_step: from }),
    ...(payload === undefined ? {} : { payload: await readJson(payload, console) }),
  };
  const path = `runs/${await findRun(client, id)}/replay`;
  const shownIn = zoneOf(zone, console.env);
  if (dryRun === true) {
    const request = { method: "POST", body: { ...body, dry_run: true } } as const;
    const plan = await client.ask<ReplayPlan>(path, request);
    console.out(json === true ? JSON.stringify(plan, undefined, 2) : planPage(plan));
    if (plan.replays.length > 0) console.err("it was done again before: to do it needs --again");
    console.err("nothing was done (--dry-run)");
    return EXIT.ok;
  }
  const ask = (more: boolean) =>
    client.ask<Replayed>(path, { method: "POST", body: more ? { ...body, again: true } : body });
  const replayed = await ask(again).catch(async (error: unknown) => {
    if (await isWanted(error, console)) return ask(true);
    return undefined;
  });
  if (replayed === undefined) return EXIT.failed;
  const { run_id, replay_of, dropped } = replayed;
  console.out(`${replay_of} is done again as ${run_id}`);
  if (dropped === true) console.err("it does not run: its concurrency key has no place for it");
  if (follow !== true) return EXIT.ok;
  const run = await ended(run_id, client, console);
  console.out(runPage(run, shownIn));
  return run.status === "succeeded" ? EXIT.ok : EXIT.failed;
}

/** Whether somebody wants one replay more of a run that has one. @throws the error when it is another */
async function isWanted(error: unknown, { ask }: Console): Promise<boolean> {
  if (!(error instanceof AhaflowError) || error.code !== "replayed_already") throw error;
  const [message = error.message] = error.message.split("; to do it once more");
  if (ask !== undefined) return isYes(await ask(`${message}. Do it once more? [y/N] `));
  throw new AhaflowError(error.code, message, { hint: "to do it once more, say --again" });
}

/** The run once it has ended, or rests for long, or nobody waits for it any more. */
async function ended(id: string, client: AdminClient, { ending }: Console): Promise<Run> {
  for (;;) {
    const run = await client.ask<Run>(`runs/${id}`);
    if (run.finished_at !== null || ending.aborted) return run;
    await delay(LOOK_MS, undefined, { signal: ending }).catch(() => undefined);
  }
}
