import { AhaflowError } from "../../errors.ts";
import type { BulkReplay } from "../../generated/admin-api.ts";
import type { AdminClient } from "../admin-client.ts";
import { type Console, EXIT } from "../console.ts";
import { count } from "../reports/report.ts";
import { timeRange } from "./time-flag.ts";
import { zoneOf } from "./zone.ts";

/** What `ahaflow runs replay --flow` takes. */
export interface BulkFlags {
  readonly flow?: string;
  readonly status?: string;
  readonly since?: string;
  readonly until?: string;
  readonly step?: string;
  readonly reason?: string;
  readonly pastWindow?: boolean;
  readonly zone?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** Behind a run that began with another text of the flow; the plan of a single replay has the rest. */
const CHANGED = "  (the flow has changed since)";

/**
 * The failed runs of a flow again, page by page.
 * @returns the exit code: 1 when some can't be done again as they are
 */
export async function replayMany(
  flags: BulkFlags,
  client: AdminClient,
  console: Console,
): Promise<number> {
  const place = { zone: zoneOf(flags.zone, console.env), now: Date.now(), say: console.err };
  // Fixed now: what is replayed meanwhile and fails again does not come again.
  const times = timeRange({ since: flags.since ?? "", until: flags.until ?? "0s" }, place);
  const asked = {
    flow: flags.flow,
    status: "failed",
    ...times,
    step: flags.step,
    reason: flags.reason,
    past_window: flags.pastWindow === true,
  };
  const page = (more: object) =>
    client.ask<BulkReplay>("runs/replay", { method: "POST", body: { ...asked, ...more } });
  if (flags.dryRun !== true) {
    const { count: number } = await page({ dry_run: true, limit: 1 });
    if (number === 0) {
      console.err("there are no failed runs without a replay in this time");
      return EXIT.ok;
    }
    if (flags.yes !== true && !(await agreed(`replay ${count(number, "run")}?`, console)))
      return EXIT.failed;
  }
  let skipped = 0;
  let done = 0;
  for (let after: string | undefined, isFirst = true; isFirst || after !== undefined; ) {
    const got = await page({
      dry_run: flags.dryRun === true,
      ...(after === undefined ? {} : { after }),
    });
    for (const { run_id, replay_id, version } of got.runs) {
      const as = replay_id === null ? "" : ` as ${replay_id}`;
      console.out(`${run_id}${as}${version === got.version ? "" : CHANGED}`);
    }
    for (const { run_id, message } of got.skipped) console.err(`${run_id} not: ${message}`);
    done += got.runs.length;
    skipped += got.skipped.length;
    after = got.after;
    isFirst = false;
  }
  const verb = flags.dryRun === true ? "would be replayed" : "replayed";
  console.err(`${count(done, "run")} ${verb}${skipped === 0 ? "" : `, ${skipped} not`}`);
  return skipped === 0 ? EXIT.ok : EXIT.failed;
}

/** Asks whoever sits there. @throws AhaflowError when nobody does */
export async function agreed(question: string, { ask }: Console): Promise<boolean> {
  if (ask === undefined)
    throw new AhaflowError("bad_argument", `${question} Nobody is here to answer`, {
      hint: "say --yes, or look first with --dry-run",
    });
  return isYes(await ask(`${question} [y/N] `));
}

/** What was typed to a question. */
export function isYes(answer: string): boolean {
  return /^y(es)?$/i.test(answer.trim());
}
