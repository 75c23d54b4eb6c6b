import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Process } from "../support/process.ts";
import type { Ended } from "../support/program.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

export { ahaflow, type Ended } from "../support/program.ts";

/** Runs the program to its end, as a process of its own: half a second of CPU, where `ahaflow()` takes next to none. */
export async function processOf(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const child = new Process(args, env);
  const code = await child.ended;
  return { code, out: child.lines.join("\n"), err: child.errors };
}

/** A folder with these files. @returns its path */
export function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** A flow without mistakes that needs no configuration. */
export const GOOD = `name: good
on: { webhook: { path: /good } }
steps:
  - uses: http.request
    with: { url: "http://127.0.0.1:1/" }
`;

/** The same with one unknown key, in line 3, column 1. */
export const BAD = GOOD.replace("steps:", "descripton: 100%, a note\nsteps:").replace(
  "good",
  "bad",
);

/** The same with one warning, in line 6, column 65. */
export const WARNED = `name: warned
connection: shop
on: { webhook: { path: /warned } }
steps:
  - uses: ahachat.send_broadcast
    with: { user_id: "1234567", block_name: Hello, message_tag: ACCOUNT_UPDATE }
`;

/** A configuration whose token and secret come from the environment. */
export const CONFIG = `connections:
  shop:
    type: ahachat
    bot_id: "12404829"
    bot_token: "\${env:TEST_BOT_TOKEN}"
secrets:
  crm: "\${env:TEST_CRM_KEY}"
`;
