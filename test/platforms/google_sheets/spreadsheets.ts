import { generateKeyPairSync } from "node:crypto";
import { onTestFinished } from "vitest";
import { startGoogleSheets } from "#src/platforms/google_sheets/start-simulator.js";
import { CANARIES } from "../../support/canaries.ts";
import { Project } from "../../support/project.ts";

export const SHEET_ID = "1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgVE2upms";

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

/** What assertions of the key are signed with, as their readers have it. */
export const PUBLIC_KEY = publicKey;

/** A service account's key, as Google Cloud gives it. */
const KEY = JSON.stringify({
  type: "service_account",
  private_key_id: CANARIES.botToken,
  private_key: privateKey.export({ type: "pkcs8", format: "pem" }),
  client_email: "ahaflow@tiem-ao-dai.iam.gserviceaccount.com",
});

type Rows = readonly (readonly (string | number | boolean)[])[];

/** The spreadsheet server, with sheets by their names. */
export async function spreadsheets(sheets: Readonly<Record<string, Rows>>) {
  const seed = { spreadsheets: { [SHEET_ID]: sheets } };
  const simulator = await startGoogleSheets({ seed });
  onTestFinished(() => simulator.close());
  const control = async (path: string, init?: RequestInit): Promise<unknown> =>
    (await fetch(`${simulator.url}/_simulator/${path}`, init)).json();
  return {
    url: simulator.url,
    rows: async (sheet = "Đơn") => {
      const state = (await control("state")) as {
        spreadsheets: Record<string, Record<string, Rows>>;
      };
      return state.spreadsheets[SHEET_ID]?.[sheet];
    },
    counts: async () => ((await control("calls")) as { counts: Record<string, number> }).counts,
    fault: (fault: object) => control("faults", { method: "POST", body: JSON.stringify(fault) }),
  };
}

/** A project with one spreadsheet at an address. */
export function sheetAt(base_url: string, more: object = {}): Project {
  const connection = {
    type: "google_sheets",
    credentials: KEY,
    spreadsheet: SHEET_ID,
    rate_limit: "1000/s",
    base_url,
    ...more,
  };
  return new Project({ connections: { sheet: connection } });
}
