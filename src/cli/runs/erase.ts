import { Command } from "commander";
import type { Erased } from "../../generated/admin-api.ts";
import { ADMIN_OPTION, AdminClient } from "../admin-client.ts";
import { type Console, EXIT } from "../console.ts";
import { count } from "../reports/report.ts";
import { agreed } from "./bulk-replay.ts";

interface EraseFlags {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly vacuum?: boolean;
  readonly admin?: string;
}

/** `ahaflow runs erase`: takes what is kept of a person out of the journal, for ever. */
export function eraseCommand(console: Console, done: (code: number) => void): Command {
  return new Command("erase")
    .description("erase what is kept of a person; their runs keep states, times and reasons")
    .argument("<text>", "one id, telephone number (in any form) or e-mail address")
    .option("--dry-run", "do nothing: say how much it would be")
    .option("--yes", "don't ask")
    .option("--vacuum", "write also a journal of more than 128 MB anew; everything waits meanwhile")
    .option(...ADMIN_OPTION)
    .addHelpText(
      "after",
      `
It is for ever, and backups and logs of others still have what they had.

Examples:
  ahaflow runs erase 0908071111 --dry-run
  ahaflow runs erase 6523889107654321 --yes --vacuum`,
    )
    .action(async (q: string, { dryRun, yes, vacuum, admin }: EraseFlags) => {
      const client = new AdminClient(admin, console);
      const ask = (more: object) =>
        client.ask<Erased>("erasures", { method: "POST", body: { q, ...more } });
      const plan = amount(await ask({ dry_run: true }));
      if (dryRun === true) {
        console.out(`would be erased: ${plan}`);
        return done(EXIT.ok);
      }
      if (yes !== true && !(await agreed(`erase for ever ${plan}?`, console)))
        return done(EXIT.failed);
      const erased = await ask({ vacuum: vacuum === true });
      console.out(`erased as ${erased.id}: ${amount(erased)}`);
      const { unanswered } = erased;
      if (unanswered.length > 0)
        console.err(
          `deliveries may be left in the memory of ${unanswered.join(", ")}, which did not answer: erase once more`,
        );
      done(unanswered.length > 0 ? EXIT.failed : EXIT.ok);
    });
}

function amount({ runs, refusals, deliveries }: Erased): string {
  const came = deliveries === 1 ? "1 delivery" : `${deliveries} deliveries`;
  return `${count(runs, "run")}, ${count(refusals, "refusal")}, ${came} in memory`;
}
