/** Spreadsheets over HTTP: docs/google-sheets.md, and the common controls of docs/simulator.md. */
import type { Request } from "express";
import type { Reply } from "../../simulator/answer.ts";
import { type SimulatedCall, startApiSimulator } from "../../simulator/api-simulator.ts";
import { type Fields, isFields } from "../../simulator/fields.ts";
import { parseRange } from "./range.ts";
import { Refusal, refusal } from "./refusal.ts";
import { Tokens } from "./tokens.ts";
import { type Cell, trimmed, Workbook } from "./workbook.ts";

/** Starts it. */
export async function startSimulator(options: { readonly port?: number; readonly seed?: unknown }) {
  const [workbook, tokens] = [new Workbook(), new Tokens()];
  const simulator = await startApiSimulator(
    {
      calls: callsOf(workbook, tokens),
      noSuchCall: refusal({ code: 404, message: "Not found" }),
      snapshot: () => workbook.snapshot(),
      seed: (seed) => workbook.seed(seed),
      clear: () => {
        workbook.clear();
        tokens.clear();
      },
    },
    options,
  );
  return {
    ...simulator,
    prepare: (id: string | undefined, columns: Readonly<Record<string, readonly string[]>>) => {
      if (id !== undefined) workbook.prepare(id, columns);
    },
  };
}

function callsOf(workbook: Workbook, tokens: Tokens): Readonly<Record<string, SimulatedCall>> {
  const call = (
    method: SimulatedCall["method"],
    path: RegExp,
    does: (id: string, req: Request) => object,
  ): SimulatedCall => ({
    method,
    path,
    perform: (req) =>
      answered(() => {
        tokens.check(req.get("authorization"));
        return does(String(req.params[0]), req);
      }),
  });
  return {
    token: {
      method: "post",
      path: "/token",
      perform: (req) => answered(() => tokens.give(req.body)),
    },
    get: call("get", /^\/v4\/spreadsheets\/([^/:]+)$/, (id, { query }) =>
      look(workbook, id, query["ranges"]),
    ),
    values: call("get", /^\/v4\/spreadsheets\/([^/:]+)\/values\/([^/]+)$/, (id, { params }) => ({
      values: columnsOf(workbook.read(id, params[1])),
    })),
    batch_get: call("get", /^\/v4\/spreadsheets\/([^/:]+)\/values:batchGet$/, (id, { query }) => ({
      valueRanges: [query["ranges"]].flat().map((one) => ({ values: workbook.read(id, one) })),
    })),
    append: call("post", /^\/v4\/spreadsheets\/([^/:]+):batchUpdate$/, (id, { body }) =>
      append(workbook, id, body),
    ),
    update: call("post", /^\/v4\/spreadsheets\/([^/:]+)\/values:batchUpdate$/, (id, { body }) =>
      update(workbook, id, body),
    ),
  };
}

function answered(does: () => object): Reply {
  try {
    return { status: 200, body: does() };
  } catch (error) {
    if (error instanceof Refusal) return refusal(error);
    throw error;
  }
}

/** A sheet's number, and the cells of its first row as they are shown. */
function look(workbook: Workbook, id: string, range: unknown): object {
  const [row = []] = workbook.read(id, range);
  const { title } = parseRange(range);
  const { id: sheetId } = workbook.sheetOf(id, { title, columns: [0, 0], rows: [0, 0] });
  const values = row.map((cell) => (cell === "" ? {} : { formattedValue: String(cell) }));
  return { sheets: [{ properties: { sheetId, title }, data: [{ rowData: [{ values }] }] }] };
}

/** A range of one column, as `majorDimension=COLUMNS` gives it. */
function columnsOf(rows: readonly (readonly Cell[])[]): Cell[][] | undefined {
  return rows.length === 0 ? undefined : [rows.map(([cell = ""]) => cell)];
}

/** Below the last row that has anything. */
function append(workbook: Workbook, id: string, body: Fields): object {
  const [request] = listOf(body["requests"]);
  const { sheetId, rows: given } = isFields(request?.["appendCells"]) ? request["appendCells"] : {};
  const { rows } = workbook.sheetById(id, sheetId);
  while (rows.length > 0 && trimmed(rows.at(-1) ?? []).length === 0) rows.pop();
  for (const row of listOf(given)) rows.push(listOf(row["values"]).map(cellOf));
  return { spreadsheetId: id, replies: [{}] };
}

function cellOf({ userEnteredValue: value }: Fields): Cell {
  const { stringValue, numberValue, boolValue } = isFields(value) ? value : {};
  const cell = stringValue ?? numberValue ?? boolValue ?? "";
  if (["string", "number", "boolean"].includes(typeof cell)) return cell as Cell;
  throw new Refusal(400, "Invalid value at userEnteredValue");
}

function update(workbook: Workbook, id: string, body: Fields): object {
  const isRaw = body["valueInputOption"] === "RAW";
  for (const { range, values } of listOf(body["data"])) {
    const value: unknown = Array.isArray(values) && Array.isArray(values[0]) ? values[0][0] : "";
    workbook.write(id, range, isRaw ? (value as Cell) : typedIn(value));
  }
  return { spreadsheetId: id, totalUpdatedCells: listOf(body["data"]).length };
}

/** What becomes of a text that is typed in. */
function typedIn(value: unknown): Cell {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

function listOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}
