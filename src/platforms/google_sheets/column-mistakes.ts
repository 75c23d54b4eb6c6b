/** Columns that a flow names and a sheet does not have, as far as `columns` says which it has. */
import { nearestName } from "../../nearest-name.ts";
import type { InputMistake, WrittenInput } from "../checks.ts";
import { OWN_COLUMN } from "./own-column.ts";
import type { SheetsConnectionSettings } from "./settings.ts";

/** Keys of inputs whose own keys are names of columns. */
const BY_COLUMN = ["row", "where", "set"] as const;

/** The step's own `columns` go before those of its connection. */
export function columnMistakes(
  settings: SheetsConnectionSettings,
  action: string,
  input: WrittenInput,
): readonly InputMistake[] {
  const own = input?.["columns"];
  const columns = Array.isArray(own) ? own.map(String) : settings.columns[String(input?.["sheet"])];
  if (columns === undefined) return [];
  const named = BY_COLUMN.flatMap((key) => {
    const part = input?.[key];
    const names = typeof part === "object" && part !== null ? Object.keys(part) : [];
    return names.map((name) => ({ name, at: [key, name], atKey: true }));
  });
  const key = input?.["key_column"];
  if (typeof key === "string" && !key.includes("{{"))
    named.push({ name: key, at: ["key_column"], atKey: false });
  const misspelt = named.flatMap(({ name, at, atKey }): InputMistake[] => {
    if (columns.includes(name) || name.includes("{{")) return [];
    const near = nearestName(name, columns);
    const hint = near === undefined ? `it has: ${columns.join(", ")}` : `did you mean "${near}"?`;
    return [
      { rule: "unknown-column", at, atKey, message: `the sheet has no column "${name}"`, hint },
    ];
  });
  const needsOwn = action === "google_sheets.append_row" && key === undefined;
  return needsOwn && !columns.includes(OWN_COLUMN) ? [...misspelt, NO_OWN_COLUMN] : misspelt;
}

const NO_OWN_COLUMN: InputMistake = {
  rule: "unknown-column",
  at: ["row"],
  atKey: true,
  message: `the sheet has no column "${OWN_COLUMN}" for the key by which a row is found again`,
  hint: `name a key_column of the row, or add ${OWN_COLUMN} to row 1 of the sheet and to columns`,
};
