/** One sheet as it is now: its columns by name, and which rows have a value in one of them. */
import { isJsonObject, type JsonObject } from "../../documents/json-object.ts";
import { ActionError } from "../../errors.ts";
import { nearestName } from "../../nearest-name.ts";
import type { CallSignal } from "../../outgoing/call-signal.ts";
import type { SheetsClient } from "./client.ts";

/** What says where a sheet is. */
export interface SheetPlace {
  readonly spreadsheet?: string;
  readonly sheet: string;
}

/** A sheet that was looked at. */
export interface SeenSheet {
  readonly spreadsheet: string;
  readonly sheet: string;
  /** The number by which changes name it. */
  readonly sheetId: number;
  /** The names of row 1, from column A on. */
  readonly header: readonly string[];
}

/** @throws ActionError when nothing says which */
export function spreadsheetOf({ spreadsheet }: SheetPlace, { settings }: SheetsClient): string {
  const id = spreadsheet ?? settings.spreadsheet;
  if (id !== undefined) return id;
  throw new ActionError("invalid_request", "nothing says which spreadsheet", {
    code: "no_spreadsheet",
    hint: `write spreadsheet: below with:, or in connection "${settings.name}"`,
  });
}

/** Where a range of a sheet is, in A1 notation; a name in it is quoted. */
export function rangeOf(sheet: string, cells: string): string {
  return `'${sheet.replaceAll("'", "''")}'!${cells}`;
}

/** The path of a spreadsheet's resource. */
export function pathOf(spreadsheet: string, resource = ""): string {
  return `/v4/spreadsheets/${encodeURIComponent(spreadsheet)}${resource}`;
}

/** Reads what the sheet's columns are called. @throws ActionError */
export async function lookAt(
  client: SheetsClient,
  place: SheetPlace,
  signal: CallSignal,
): Promise<SeenSheet> {
  const spreadsheet = spreadsheetOf(place, client);
  const { sheet } = place;
  const query = new URLSearchParams({
    ranges: rangeOf(sheet, "1:1"),
    fields: "sheets(properties(sheetId,title),data.rowData.values.formattedValue)",
  });
  const answer = await client.read(pathOf(spreadsheet, `?${query.toString()}`), signal);
  const [seen] = listIn(answer, "sheets");
  const { sheetId = 0, title } = objectIn(seen, "properties");
  if (typeof sheetId !== "number" || typeof title !== "string") throw unexpected();
  const [data] = listIn(seen, "data");
  const [row] = listIn(data, "rowData");
  const header = listIn(row, "values").map((cell) => asText(cell["formattedValue"]));
  return { spreadsheet, sheet, sheetId, header };
}

/**
 * The place of a column, from 0.
 * @throws ActionError invalid_request when there is none of that name, or two
 */
export function columnOf({ header, sheet }: SeenSheet, name: string): number {
  const at = header.indexOf(name);
  if (at >= 0 && header.lastIndexOf(name) === at) return at;
  const what = at < 0 ? "has no column" : "has two columns";
  const near = nearestName(name, header);
  const hint =
    at >= 0
      ? "give one of them another name"
      : near === undefined
        ? "row 1 of the sheet has the names of the columns"
        : `did you mean "${near}"?`;
  throw new ActionError("invalid_request", `the sheet "${sheet}" ${what} "${name}"`, {
    code: "unknown_column",
    hint,
  });
}

/** `A`, `Z`, `AA`. @param place from 0 */
export function lettersOf(place: number): string {
  const last = String.fromCodePoint(65 + (place % 26));
  return place < 26 ? last : lettersOf(Math.floor(place / 26) - 1) + last;
}

/** The numbers of the rows that have a value in a column, from top to bottom. @throws ActionError */
export async function rowsWith(
  client: SheetsClient,
  seen: SeenSheet,
  [name, value]: readonly [column: string, value: unknown],
  signal: CallSignal,
): Promise<number[]> {
  const letters = lettersOf(columnOf(seen, name));
  const query = new URLSearchParams({
    majorDimension: "COLUMNS",
    valueRenderOption: "UNFORMATTED_VALUE",
    dateTimeRenderOption: "FORMATTED_STRING",
  });
  const range = encodeURIComponent(rangeOf(seen.sheet, `${letters}2:${letters}`));
  const path = pathOf(seen.spreadsheet, `/values/${range}?${query.toString()}`);
  const { values } = await client.readMore(path, signal);
  const column: unknown = Array.isArray(values) ? values[0] : [];
  const wanted = asText(value);
  return (Array.isArray(column) ? column : []).flatMap((cell: unknown, at) =>
    asText(cell) === wanted ? [at + 2] : [],
  );
}

/** A text and a number are the same when they read the same. */
function asText(cell: unknown): string {
  if (typeof cell === "boolean") return cell ? "TRUE" : "FALSE";
  return typeof cell === "string" || typeof cell === "number" ? String(cell).trim() : "";
}

/** Objects of a list of an answer; none when there is no such list. */
export function listIn(from: unknown, name: string): JsonObject[] {
  const list = isJsonObject(from) ? from[name] : undefined;
  return Array.isArray(list) ? list.map((one) => (isJsonObject(one) ? one : {})) : [];
}

function unexpected(): ActionError {
  return new ActionError("invalid_request", "Google Sheets answered without the sheet", {
    code: "unexpected_reply",
  });
}

function objectIn(from: JsonObject | undefined, name: string): JsonObject {
  const value = from?.[name];
  return isJsonObject(value) ? value : {};
}
