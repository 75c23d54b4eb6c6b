import { ActionError } from "../../../errors.ts";
import type { UpdateRowsInput, UpdateRowsOutput } from "../../../generated/google_sheets.ts";
import type { ActionCode } from "../../action.ts";
import { clientFor } from "../client.ts";
import { columnOf, lettersOf, lookAt, pathOf, rangeOf, rowsWith } from "../sheet.ts";
import { conditionOf } from "../where.ts";

/** Changes cells of the rows that have a value in a column. */
export const updateRows: ActionCode<UpdateRowsInput, UpdateRowsOutput> = {
  name: "google_sheets.update_rows",
  connection: "google_sheets",
  idempotent: true,
  async run(input, context) {
    const client = clientFor(context);
    const { limit = 1, where, set } = input;
    const seen = await lookAt(client, input, context.signal);
    const cells = Object.entries(set)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [lettersOf(columnOf(seen, name)), value] as const);
    const numbers = await rowsWith(client, seen, conditionOf(where), context.signal);
    if (numbers.length > limit)
      throw new ActionError(
        "invalid_request",
        `${numbers.length} rows have the value, and ${limit} may be changed; none was`,
        { code: "too_many_rows", hint: "write limit: as many as are meant" },
      );
    const data = numbers.flatMap((number) =>
      cells.map(([letters, value]) => ({
        range: rangeOf(seen.sheet, `${letters}${number}`),
        values: [[value]],
      })),
    );
    if (data.length === 0) return { updated: 0 };
    const path = pathOf(seen.spreadsheet, "/values:batchUpdate");
    await client.write(path, { valueInputOption: "RAW", data }, context.signal);
    return { updated: numbers.length };
  },
};
