/** The journal that settings name. */
import { randomUUID } from "node:crypto";
import type { Changes } from "../journal/changes.ts";
import type { Settings } from "../settings/settings.ts";
import type { JournalStore } from "../stores/journal-store.ts";
import type { Notices } from "../stores/postgres/notices.ts";
import { placeOf } from "../stores/postgres/place.ts";
import { openSqliteRunStore } from "../stores/sqlite/sqlite-run-store.ts";
import type { Veil } from "../telemetry/veil.ts";
import type { Closers } from "./parts.ts";

export interface OpenJournal {
  readonly store: JournalStore;
  /** What the nodes on one database tell each other; undefined where no other can be. */
  readonly notices: Notices | undefined;
}

/** @throws AhaflowError `journal_locked` when another daemon has it, `journal_unusable` otherwise */
export async function openJournal(
  settings: Settings,
  options: StoreOptions,
  closers: Closers,
): Promise<OpenJournal> {
  const store = await openStore(settings, options);
  closers.push(() => store.close());
  const notices = await openNotices(settings);
  if (notices !== undefined) closers.push(() => notices.close());
  return { store, notices };
}

async function openNotices({ databaseUrl }: Settings): Promise<Notices | undefined> {
  if (databaseUrl === undefined) return undefined;
  const [{ Notices: Opener }, { unusable }] = await Promise.all([
    import("../stores/postgres/notices.ts"),
    import("../stores/postgres/unusable.ts"),
  ]);
  try {
    return await Opener.open(databaseUrl, randomUUID());
  } catch (cause) {
    throw unusable(placeOf(databaseUrl), cause);
  }
}

interface StoreOptions {
  readonly changes: Changes;
  readonly veil: Veil;
}

async function openStore(
  { dataFolder, databaseUrl }: Settings,
  options: StoreOptions,
): Promise<JournalStore> {
  if (databaseUrl === undefined) return openSqliteRunStore(dataFolder, options);
  // A daemon without a database need not load its driver.
  const { openPostgresRunStore } = await import("../stores/postgres/postgres-run-store.ts");
  return openPostgresRunStore(databaseUrl, options);
}

/** Where the journal is, and the variable that says so, for people. */
export function journalPlace({
  dataFolder,
  databaseUrl,
}: Pick<Settings, "dataFolder" | "databaseUrl">): { place: string; choose: string } {
  if (databaseUrl === undefined) return { place: dataFolder, choose: "folder in AHAFLOW_DATA" };
  return { place: placeOf(databaseUrl), choose: "database in AHAFLOW_DATABASE_URL" };
}
