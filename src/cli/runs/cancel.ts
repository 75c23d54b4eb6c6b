import { Command } from "commander";
import type { CancelAnswer } from "../../generated/admin-api.ts";
import { ADMIN_OPTION, AdminClient } from "../admin-client.ts";
import { type Console, EXIT } from "../console.ts";
import { findRun } from "./find-run.ts";

/** `ahaflow runs cancel`: ends a run before its next step. */
export function cancelCommand(console: Console, done: (code: number) => void): Command {
  return new Command("cancel")
    .description("end a run before its next step; a call that is out is not cut off")
    .argument("<id>", "the run's id, or its beginning")
    .option(...ADMIN_OPTION)
    .addHelpText("after", "\nExample:\n  ahaflow runs cancel 019ab3f0-6b7e-7c11-9c7d-2f1f0d7c5a10")
    .action(async (id: string, flags: { readonly admin?: string }) => {
      const client = new AdminClient(flags.admin, console);
      const path = `runs/${await findRun(client, id)}/cancel`;
      const { run_id } = await client.ask<CancelAnswer>(path, { method: "POST", body: {} });
      console.out(`${run_id} ends before its next step`);
      done(EXIT.ok);
    });
}
