import type { ConnectionSettings } from "../connection-settings.ts";

/** A service account, and where it writes, with every default applied. Plain data. */
export interface SheetsConnectionSettings extends ConnectionSettings {
  /** The JSON of its key. */
  readonly credentials: string;
  readonly spreadsheet: string | undefined;
  /** The names of the columns by the name of their sheet, as far as they are known. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
}
