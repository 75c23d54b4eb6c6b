import { Command } from "commander";
import type { Run, RunLink } from "../../generated/admin-api.ts";
import { ADMIN_OPTION, AdminClient } from "../admin-client.ts";
import { type Console, EXIT } from "../console.ts";
import { block, stepsReport } from "../reports/run.ts";
import { stateText } from "../reports/run-state.ts";
import { findRun } from "./find-run.ts";
import { clockOf, timeText } from "./run-times.ts";
import { ZONE_OPTION, zoneOf } from "./zone.ts";

interface ShowFlags {
  readonly zone?: string;
  readonly json?: boolean;
  readonly admin?: string;
}

/** `ahaflow runs show`: one run, step by step. */
export function showCommand(console: Console, done: (code: number) => void): Command {
  return new Command("show")
    .description("one run: what started it, what each step did, how it ended")
    .argument("<id>", "the run's id, or its beginning")
    .option(...ZONE_OPTION)
    .option("--json", "as JSON")
    .option(...ADMIN_OPTION)
    .addHelpText("after", "\nExample:\n  ahaflow runs show 019ab3f0-6b7e-7c11-9c7d-2f1f0d7c5a10")
    .action(async (id: string, flags: ShowFlags) => {
      const zone = zoneOf(flags.zone, console.env);
      const client = new AdminClient(flags.admin, console);
      const run = await client.ask<Run>(`runs/${await findRun(client, id)}`);
      console.out(flags.json === true ? JSON.stringify(run, undefined, 2) : runPage(run, zone));
      done(EXIT.ok);
    });
}

/** A run for people; moments are those of a zone. */
export function runPage(run: Run, zone: string): string {
  const links = [
    ...(run.replay_of === null ? [] : [`replay of ${run.replay_of}`]),
    ...run.replays.map((run) => `replayed as ${run.id}, ${linkState(run)}`),
    ...(run.caller === null ? [] : [`called by ${run.caller.run_id} at ${run.caller.step}`]),
    ...run.sub_runs.map((run) => `called ${run.flow} as ${run.id}, ${linkState(run)}`),
  ];
  const commit = run.commit === null ? "" : ` (commit ${run.commit})`;
  return [
    `run ${run.id}`,
    `${run.flow} at version ${run.version}${commit}, by ${run.source}`,
    `accepted ${timeText(run.created_at, zone)}`,
    ...(run.finished_at === null ? [] : [`ended ${timeText(run.finished_at, zone)}`]),
    ...links,
    ...block("payload", run.payload),
    "",
    ...stepsReport(run.steps, clockOf(zone, run.created_at)),
    end(run, zone),
  ].join("\n");
}

function linkState({ status, failed_steps }: RunLink): string {
  return stateText(status, failed_steps);
}

function end(run: Run, zone: string): string {
  const { status, failed_steps, created_at, finished_at, wake_at } = run;
  if (finished_at === null)
    return wake_at === null ? status : `${status} until ${timeText(wake_at, zone)}`;
  const time = Date.parse(finished_at) - Date.parse(created_at);
  return `${stateText(status, failed_steps)}${why(run)} in ${time} ms`;
}

function why({ status, error, first_failure, stop_reason }: Run): string {
  const failure = status === "failed" ? error : (first_failure ?? error);
  if (stop_reason !== null && failure === error) return `: stopped: ${stop_reason}`;
  if (failure === null) return "";
  const where = failure.step === undefined ? "" : ` at ${failure.step}`;
  const stopped = stop_reason === null ? "" : `; stopped: ${stop_reason}`;
  return `${where}: ${failure.reason}: ${failure.message}${stopped}`;
}
