import { existsSync, realpathSync } from "node:fs";
import { resolve } from "node:path";
import { Command } from "commander";
import { AhaflowError } from "../../errors.ts";
import { type CopyOptions, copyJournal } from "../../stores/copy/copy-journal.ts";
import type { CopySide } from "../../stores/copy/copy-side.ts";
import { type JournalAddress, openSide } from "../../stores/copy/open-side.ts";
import { placeOf } from "../../stores/postgres/place.ts";
import { type Console, EXIT } from "../console.ts";
import { table } from "../reports/table.ts";
import { readAddress } from "./journal-address.ts";

/** How long nothing is said of a copy that goes on, in milliseconds. */
const QUIET_MS = 5_000;

/** `ahaflow journal copy`: all of a journal into an empty one, also of the other kind. */
export function copyCommand(console: Console, done: (code: number) => void): Command {
  return new Command("copy")
    .description(
      "copy all of a journal into an empty one: from SQLite to PostgreSQL, back, or the same kind",
    )
    .requiredOption("--from <address>", "the journal: sqlite:FOLDER, postgres://…, or env:NAME")
    .requiredOption("--to <address>", "where the copy is made; nothing may be there yet")
    .addHelpText(
      "after",
      `
No daemon may have one of the two. The copy is compared with the journal, and is there as a whole or not
at all. env:NAME takes the address from a variable of the environment, or of .env: so nobody else sees a
password. Afterwards, start the daemon on the copy alone. See docs/journal.md.

Examples:
  ahaflow journal copy --from sqlite:./data --to env:AHAFLOW_DATABASE_URL
  ahaflow journal copy --from env:AHAFLOW_DATABASE_URL --to sqlite:./data-again`,
    )
    .action(async ({ from, to }: { readonly from: string; readonly to: string }) => {
      const addresses = {
        from: readAddress("--from", from, console),
        to: readAddress("--to", to, console),
      };
      if (isSame(addresses.from, addresses.to))
        throw new AhaflowError("bad_argument", "--from and --to are the same journal");
      await withSides(addresses, (sides) => copy(sides, console));
      done(EXIT.ok);
    });
}

interface Ends<End> {
  readonly from: End;
  readonly to: End;
}

function isSame(one: JournalAddress, other: JournalAddress): boolean {
  if ("folder" in one) return "folder" in other && realOf(one.folder) === realOf(other.folder);
  return "url" in other && placeOf(one.url) === placeOf(other.url);
}

/** A folder without links on the way to it. */
function realOf(folder: string): string {
  return existsSync(folder) ? realpathSync(folder) : resolve(folder);
}

async function withSides(
  addresses: Ends<JournalAddress>,
  work: (sides: Ends<CopySide>) => Promise<void>,
): Promise<void> {
  const from = await openSide(addresses.from, true);
  try {
    const to = await openSide(addresses.to, false);
    try {
      await work({ from, to });
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
}

async function copy({ from, to }: Ends<CopySide>, console: Console): Promise<void> {
  const copied = await copyJournal({
    from,
    to,
    ending: console.ending,
    onProgress: progress(console.err),
  });
  console.out(`copied ${from.place} to ${to.place}; both hold the same:`);
  const rows = copied.map(({ name, rows, hash }) => [name, String(rows), hash]);
  console.out(table(["table", "rows", "sha256"], rows));
  console.out(
    `now start the daemon on ${to.place}, and none on ${from.place}: runs that have not ended would be done twice`,
  );
}

/** Says from time to time how far it is. */
function progress(say: (line: string) => void): CopyOptions["onProgress"] {
  let last = performance.now();
  return (doing, rows) => {
    if (performance.now() - last < QUIET_MS) return;
    last = performance.now();
    say(`${doing}: ${rows} rows`);
  };
}
