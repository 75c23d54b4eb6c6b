import { asRecord, asTexts, ControlError, onlyKnownKeys } from "../../simulator/control-error.ts";
import { parseRange, type Range } from "./range.ts";
import { Refusal } from "./refusal.ts";

/** What a cell has; "" is empty. */
export type Cell = string | number | boolean;

/** A sheet of a spreadsheet. */
export interface Sheet {
  readonly id: number;
  readonly rows: Cell[][];
}

/** The spreadsheets that there are. An open one has each spreadsheet and sheet that is asked for. */
export class Workbook {
  readonly #spreadsheets = new Map<string, Map<string, Sheet>>();
  #isOpen = true;

  /** @throws ControlError */
  seed(value: unknown): void {
    const seed = asRecord(value, "the seed");
    onlyKnownKeys(seed, ["spreadsheets"], "the seed");
    if (seed["spreadsheets"] === undefined) return;
    this.#isOpen = false;
    for (const [id, sheets] of Object.entries(asRecord(seed["spreadsheets"], "spreadsheets")))
      for (const [title, rows] of Object.entries(asRecord(sheets, id))) {
        if (!Array.isArray(rows))
          throw new ControlError("invalid", `${title} must be a list of rows`);
        this.#add(id, title).rows.push(...structuredClone(rows));
      }
  }

  /** Makes sheets with these names of columns, and one for keys of steps, unless they are there. */
  prepare(id: string, columns: Readonly<Record<string, readonly string[]>>): void {
    for (const [title, names] of Object.entries(columns)) {
      const isThere = this.#spreadsheets.get(id)?.has(title) === true;
      const header = new Set([...asTexts(names, title), "ahaflow"]);
      if (!isThere) this.#add(id, title).rows.push([...header]);
    }
  }

  clear(): void {
    this.#spreadsheets.clear();
    this.#isOpen = true;
  }

  snapshot(): object {
    const shown = [...this.#spreadsheets].map(([id, sheets]) => {
      const rows = [...sheets].map(([title, sheet]) => [title, sheet.rows]);
      return [id, Object.fromEntries(rows)];
    });
    return { spreadsheets: Object.fromEntries(shown) };
  }

  /** @throws Refusal 404, 400 */
  sheetOf(id: string, range: Range): Sheet {
    const sheets = this.#sheetsOf(id);
    const sheet = sheets.get(range.title);
    if (sheet !== undefined) return sheet;
    if (this.#isOpen) return this.#add(id, range.title);
    throw new Refusal(400, "Unable to parse range");
  }

  /** @throws Refusal 404, 400 */
  sheetById(id: string, sheetId: unknown): Sheet {
    const sheet = [...this.#sheetsOf(id).values()].find((one) => one.id === sheetId);
    if (sheet !== undefined) return sheet;
    throw new Refusal(400, "Invalid requests[0].appendCells: No grid with this id");
  }

  /** The rows of a range, without empty cells and rows at their ends. @throws Refusal */
  read(id: string, text: unknown): Cell[][] {
    const range = parseRange(text);
    const { rows } = this.sheetOf(id, range);
    const [left, right] = range.columns;
    const [top, bottom] = range.rows;
    const cut = rows.slice(top, bottom + 1).map((row) => trimmed(row.slice(left, right + 1)));
    while (cut.at(-1)?.length === 0) cut.pop();
    return cut;
  }

  /** @throws Refusal */
  write(id: string, text: unknown, value: Cell): void {
    const range = parseRange(text);
    const { rows } = this.sheetOf(id, range);
    const [[column], [row]] = [range.columns, range.rows];
    while (rows.length <= row) rows.push([]);
    const cells = rows[row] as Cell[];
    while (cells.length <= column) cells.push("");
    cells[column] = value;
  }

  #sheetsOf(id: string): Map<string, Sheet> {
    const sheets = this.#spreadsheets.get(id) ?? (this.#isOpen ? new Map() : undefined);
    if (sheets === undefined) throw new Refusal(404, "Requested entity was not found.");
    this.#spreadsheets.set(id, sheets);
    return sheets;
  }

  #add(id: string, title: string): Sheet {
    const sheets = this.#spreadsheets.get(id) ?? new Map<string, Sheet>();
    this.#spreadsheets.set(id, sheets);
    const sheet = { id: sheets.size === 0 ? 0 : 1_000 + sheets.size, rows: [] };
    sheets.set(title, sheet);
    return sheet;
  }
}

/** Empty cells at the end of a row are none. */
export function trimmed(row: readonly Cell[]): Cell[] {
  const last = row.findLastIndex((cell) => cell !== "");
  return row.slice(0, last + 1);
}
