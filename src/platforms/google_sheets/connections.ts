import { builtValidator } from "../../documents/schema-validator.ts";
import type { GoogleSheetsConnectionConfig } from "../../generated/google_sheets.ts";
import { connectionSettings } from "../connection-settings.ts";
import type { ConnectionKind } from "../platform.ts";
import { readAccount, STAND_IN } from "./account.ts";
import { GOOGLE, SheetsClient } from "./client.ts";
import { columnMistakes } from "./column-mistakes.ts";
import type { SheetsConnectionSettings } from "./settings.ts";
import { lookAt } from "./sheet.ts";
import { startGoogleSheets } from "./start-simulator.ts";

/** A service account: its key, and the spreadsheet that it writes to. */
export const connections: ConnectionKind = {
  check: builtValidator("google_sheets.connection"),
  credentials: () => [{ at: ["credentials"], isSecret: true, standIn: () => STAND_IN }],
  credentialsHint: "Google Cloud gives it as a key of a service account, and --simulate needs none",
  offline: ["spreadsheet", "columns"],
  settings: (name, config: GoogleSheetsConnectionConfig): SheetsConnectionSettings => ({
    ...connectionSettings(name, config, { baseUrl: GOOGLE, rateLimit: "60/m", timeout: "30s" }),
    credentials: config.credentials,
    spreadsheet: config.spreadsheet,
    columns: config.columns ?? {},
  }),
  secrets: ({ credentials }: SheetsConnectionSettings) => secretsIn(credentials),
  open: (settings: SheetsConnectionSettings, quota) => new SheetsClient(settings, quota),
  tester: (connection) => {
    if (!(connection instanceof SheetsClient)) return undefined;
    const [sheet] = Object.keys(connection.settings.columns);
    const { spreadsheet } = connection.settings;
    if (sheet === undefined || spreadsheet === undefined) return undefined;
    return (signal) => lookAt(connection, { sheet }, signal);
  },
  simulate: startGoogleSheets,
  impossible: ({ name, spreadsheet }: SheetsConnectionSettings, _action, input) =>
    (input?.["spreadsheet"] ?? spreadsheet) === undefined
      ? {
          rule: "missing-spreadsheet",
          message: "nothing says which spreadsheet",
          hint: `write spreadsheet: below with:, or in connection "${name}"`,
        }
      : undefined,
  inputMistakes: (settings: SheetsConnectionSettings, action, input) =>
    columnMistakes(settings, action, input),
};

/** The whole text, and the key alone, as it would stand in a message. */
function secretsIn(credentials: string): string[] {
  if (credentials === STAND_IN) return [];
  try {
    const { privateKey } = readAccount(credentials, "");
    return privateKey === undefined ? [credentials] : [credentials, privateKey];
  } catch {
    return [credentials];
  }
}
