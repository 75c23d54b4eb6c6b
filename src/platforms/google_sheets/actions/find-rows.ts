import type { FindRowsInput, FindRowsOutput } from "../../../generated/google_sheets.ts";
import type { CallSignal } from "../../../outgoing/call-signal.ts";
import type { ActionCode } from "../../action.ts";
import { clientFor, type SheetsClient } from "../client.ts";
import { listIn, lookAt, pathOf, rangeOf, rowsWith, type SeenSheet } from "../sheet.ts";
import { conditionOf } from "../where.ts";

/** Finds rows by the value of a column. */
export const findRows: ActionCode<FindRowsInput, FindRowsOutput> = {
  name: "google_sheets.find_rows",
  connection: "google_sheets",
  idempotent: true,
  async run(input, context) {
    const client = clientFor(context);
    const { limit = 10, where } = input;
    const seen = await lookAt(client, input, context.signal);
    const numbers = await rowsWith(client, seen, conditionOf(where), context.signal);
    const wanted = numbers.slice(0, limit);
    const rows = wanted.length === 0 ? [] : await read(client, seen, wanted, context.signal);
    return { rows, count: numbers.length };
  },
};

async function read(
  client: SheetsClient,
  seen: SeenSheet,
  numbers: readonly number[],
  signal: CallSignal,
): Promise<FindRowsOutput["rows"]> {
  const query = new URLSearchParams({
    valueRenderOption: "UNFORMATTED_VALUE",
    dateTimeRenderOption: "FORMATTED_STRING",
  });
  for (const number of numbers) query.append("ranges", rangeOf(seen.sheet, `${number}:${number}`));
  const path = pathOf(seen.spreadsheet, `/values:batchGet?${query.toString()}`);
  const ranges = listIn(await client.readMore(path, signal), "valueRanges");
  return numbers.map((number, at) => {
    const values = ranges[at]?.["values"];
    return { number, values: named(seen.header, Array.isArray(values) ? values[0] : []) };
  });
}

/** Values by the names of their columns; columns without a name, and empty cells, are left out. */
function named(header: readonly string[], row: unknown): FindRowsOutput["rows"][number]["values"] {
  const cells: readonly unknown[] = Array.isArray(row) ? row : [];
  const entries = header.flatMap((name, at): [string, string | number | boolean][] => {
    const value = cells[at];
    const isValue = ["string", "number", "boolean"].includes(typeof value);
    return name === "" || value === "" || !isValue ? [] : [[name, value as string]];
  });
  return Object.fromEntries(entries);
}
