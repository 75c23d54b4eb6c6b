/** The journal that settings name. */
import type { Changes } from "../journal/changes.ts";
import type { Settings } from "../settings/settings.ts";
import type { JournalStore } from "../stores/journal-store.ts";
import type { Notices } from "../stores/postgres/notices.ts";
import type { Parcels } from "../stores/postgres/parcels.ts";
import { placeOf } from "../stores/postgres/place.ts";
import type { SharedJournalStore } from "../stores/postgres/shared-journal-store.ts";
import {
  type IdleThread,
  openSqliteRunStore,
  startThread,
} from "../stores/sqlite/sqlite-run-store.ts";
import type { Veil } from "../telemetry/veil.ts";
import type { Closers } from "./parts.ts";

/** The journal, and what several nodes that share it need besides. */
export interface OpenJournal {
  readonly store: JournalStore;
  /** Undefined where nobody else can have it. */
  readonly shared: SharedParts | undefined;
}

interface SharedParts {
  readonly store: SharedJournalStore;
  readonly notices: Notices;
  readonly parcels: Parcels;
}

/** Starts what a journal in a file needs and what touches nothing yet; it takes as long as some flows take to read. */
export function startJournalThread(
  { databaseUrl }: Settings,
  closers: Closers,
): IdleThread | undefined {
  if (databaseUrl !== undefined) return undefined;
  const thread = startThread();
  closers.push(() => thread.worker.terminate());
  return thread;
}

/** @throws AhaflowError `journal_locked` when another daemon has it, `journal_unusable` otherwise */
export async function openJournal(
  { dataFolder, databaseUrl, nodeName }: Settings,
  { thread, ...options }: StoreOptions & { readonly thread: IdleThread | undefined },
  closers: Closers,
): Promise<OpenJournal> {
  if (databaseUrl === undefined) {
    const store = await openSqliteRunStore(dataFolder, { ...options, thread });
    closers.push(() => store.close());
    return { store, shared: undefined };
  }
  // A daemon without a database need not load its driver.
  const [{ openPostgresRunStore }, { openNotices }] = await Promise.all([
    import("../stores/postgres/postgres-run-store.ts"),
    import("../stores/postgres/open-notices.ts"),
  ]);
  const store = await openPostgresRunStore(databaseUrl, { ...options, name: nodeName });
  closers.push(() => store.close());
  const { notices, parcels } = await openNotices(databaseUrl);
  closers.push(() => notices.close());
  return { store, shared: { store, notices, parcels } };
}

interface StoreOptions {
  readonly changes: Changes;
  readonly veil: Veil;
}

/** Where the journal is, and the variable that says so, for people. */
export function journalPlace({
  dataFolder,
  databaseUrl,
}: Pick<Settings, "dataFolder" | "databaseUrl">): { place: string; choose: string } {
  if (databaseUrl === undefined) return { place: dataFolder, choose: "folder in AHAFLOW_DATA" };
  return { place: placeOf(databaseUrl), choose: "database in AHAFLOW_DATABASE_URL" };
}
