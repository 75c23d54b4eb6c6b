import { describeAction } from "../describe-action.ts";
import type { Platform } from "../platform.ts";
import { appendRow } from "./actions/append-row.ts";
import { findRows } from "./actions/find-rows.ts";
import { updateRows } from "./actions/update-rows.ts";
import { connections } from "./connections.ts";

/** Google Sheets. Facts and their marks are in docs/google-sheets.md. */
export const googleSheets: Platform = {
  type: "google_sheets",
  title: "Google Sheets",
  actions: [describeAction(appendRow), describeAction(findRows), describeAction(updateRows)],
  connections,
};
