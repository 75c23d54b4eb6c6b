import { createHash } from "node:crypto";
import type { AppendRowInput, AppendRowOutput } from "../../../generated/google_sheets.ts";
import type { ActionCode } from "../../action.ts";
import { clientFor } from "../client.ts";
import { lineOf } from "../lines.ts";
import { OWN_COLUMN } from "../own-column.ts";
import { columnOf, lookAt, pathOf, rowsWith, spreadsheetOf } from "../sheet.ts";

/**
 * Adds a row. Google has no key for a call that is made again: so the key column is read first, each time, and rows of
 * one sheet are added one after the other.
 */
export const appendRow: ActionCode<AppendRowInput, AppendRowOutput> = {
  name: "google_sheets.append_row",
  connection: "google_sheets",
  idempotent: true,
  pace(input, connection) {
    const client = clientFor({ connection });
    const { baseUrl } = client.settings;
    return lineOf(`${baseUrl} ${spreadsheetOf(input, client)} ${input.sheet}`);
  },
  async run(input, context) {
    const client = clientFor(context);
    const { row, key_column: keyColumn = OWN_COLUMN } = input;
    const given = row[keyColumn] ?? "";
    const key = given === "" ? digest(context.idempotencyKey) : given;
    const seen = await lookAt(client, input, context.signal);
    const cells = Object.entries({ ...row, [keyColumn]: key }).map(
      ([name, value]) => [columnOf(seen, name), value] as const,
    );
    const known = await rowsWith(client, seen, [keyColumn, key], context.signal);
    const output = { added: known.length === 0, key: String(key) };
    if (!output.added) return output;
    // Below the last row that has anything, whatever its columns; values.append looks for a table, and may find another.
    const appendCells = {
      sheetId: seen.sheetId,
      rows: [{ values: rowOf(cells) }],
      fields: "userEnteredValue",
    };
    const path = pathOf(seen.spreadsheet, ":batchUpdate");
    await client.write(path, { requests: [{ appendCells }] }, context.signal);
    return output;
  },
};

type Cell = string | number | boolean | null;

/** Cells up to the last one that is written. */
function rowOf(cells: readonly (readonly [at: number, value: Cell])[]): object[] {
  const values: object[] = [];
  for (const [at, value] of cells) {
    while (values.length <= at) values.push({});
    if (value !== null) values[at] = { userEnteredValue: typed(value) };
  }
  return values;
}

/** A text stays one: what is typed in may become a number, a date or a formula. */
function typed(value: string | number | boolean): object {
  if (typeof value === "number") return { numberValue: value };
  return typeof value === "boolean" ? { boolValue: value } : { stringValue: value };
}

function digest(key: string): string {
  return createHash("sha256").update(key).digest("hex").slice(0, 24);
}
