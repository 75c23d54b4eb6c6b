// Generated from schemas/ by scripts/generate-types.mjs: do not edit, run `npm run schemas`.

/**
 * The names of the columns, as row 1 of the sheet has them, so that a misspelt one is found before anything runs. In any order.
 *
 * @minItems 1
 *
 * Items: A column.
 */
export type Columns = string[];
/**
 * Calls that may be sent: a number per s, m or h. Default 60/m, what Google lets one account read in a minute, and write.
 */
export type Rate = string;
/**
 * Time that one attempt may take; a step makes two or three calls. Default 30s.
 */
export type Duration = string;
/**
 * Time until one call is let through to see; it doubles while that fails. Default 1s.
 */
export type Duration1 = string;
/**
 * Longest time between two such calls. Default 30s.
 */
export type Duration2 = string;

/**
 * Its connection, input and output of every action, and what it sends, by the names of their files.
 */
export interface Shapes {
  "actions/append_row": AppendRow;
  "actions/find_rows": FindRows;
  "actions/update_rows": UpdateRows;
  connection: GoogleSheetsConnectionConfig;
}
/**
 * Adds a row to a sheet, once, below its last one.
 */
export interface AppendRow {
  input: AppendRowInput;
  output: AppendRowOutput;
}
/**
 * Which sheet gets what row.
 */
export interface AppendRowInput {
  /**
   * The spreadsheet's id: what stands between /d/ and /edit in its address.
   */
  spreadsheet?: string;
  /**
   * The name of the sheet, as its tab shows it.
   */
  sheet: string;
  columns?: Columns;
  row: Cells;
  /**
   * The column by whose value the row is found again, so that a second try adds none: what row has there (an order's code), or else a key of the step, which is written there. Default ahaflow.
   */
  key_column?: string;
}
/**
 * Values by the names of their columns. They are written as they are: a text stays one, with its zeros, also when it looks like a number, a date or a formula. null leaves a cell as it is.
 */
export interface Cells {
  [k: string]: string | number | boolean | null;
}
/**
 * Whether a row was added.
 */
export interface AppendRowOutput {
  /**
   * false: a row with this key was there already, and nothing was written.
   */
  added: boolean;
  /**
   * What stands in the key column.
   */
  key: string;
}
/**
 * Finds the rows of a sheet that have a value in a column.
 */
export interface FindRows {
  input: FindRowsInput;
  output: FindRowsOutput;
}
/**
 * Which rows of which sheet.
 */
export interface FindRowsInput {
  /**
   * The spreadsheet's id: what stands between /d/ and /edit in its address.
   */
  spreadsheet?: string;
  /**
   * The name of the sheet, as its tab shows it.
   */
  sheet: string;
  columns?: Columns;
  where: Where;
  /**
   * How many rows are read at most, the topmost first. Default 10.
   */
  limit?: number;
}
/**
 * Which rows: a column, and the value that it has. A text and a number are the same when they read the same.
 */
export interface Where {
  [k: string]: string | number | boolean;
}
/**
 * What was found.
 */
export interface FindRowsOutput {
  /**
   * The rows, from top to bottom.
   */
  rows: FoundRow[];
  /**
   * How many rows there are, also beyond limit.
   */
  count: number;
}
/**
 * A row.
 */
export interface FoundRow {
  /**
   * Its number in the sheet.
   */
  number: number;
  /**
   * Its values by the names of their columns; those of empty cells are left out. Dates are texts, as the sheet shows them.
   */
  values: {
    [k: string]: string | number | boolean;
  };
}
/**
 * Changes cells of the rows of a sheet that have a value in a column.
 */
export interface UpdateRows {
  input: UpdateRowsInput;
  output: UpdateRowsOutput;
}
/**
 * Which rows of which sheet get what.
 */
export interface UpdateRowsInput {
  /**
   * The spreadsheet's id: what stands between /d/ and /edit in its address.
   */
  spreadsheet?: string;
  /**
   * The name of the sheet, as its tab shows it.
   */
  sheet: string;
  columns?: Columns;
  where: Where;
  set: Cells;
  /**
   * How many rows may be changed; when there are more, none is. Default 1.
   */
  limit?: number;
}
/**
 * How many rows were changed.
 */
export interface UpdateRowsOutput {
  /**
   * How many rows; 0 when none has the value.
   */
  updated: number;
}
/**
 * A service account of Google, and the spreadsheet that was shared with it.
 */
export interface GoogleSheetsConnectionConfig {
  /**
   * The platform: google_sheets.
   */
  type: "google_sheets";
  /**
   * The key of the service account, the JSON that Google Cloud gives: a secret, so take it from ${file:…} or ${env:…}.
   */
  credentials: string;
  /**
   * The spreadsheet's id: what stands between /d/ and /edit in its address.
   */
  spreadsheet?: string;
  /**
   * The names of the columns of each sheet, so that a misspelt one is found before anything runs.
   */
  columns?: {
    [k: string]: Columns;
  };
  rate_limit?: Rate;
  /**
   * Where the API is; another one has its tokens at /token below it. Default https://sheets.googleapis.com.
   */
  base_url?: string;
  timeout?: Duration;
  circuit_breaker?: CircuitBreakerConfig;
}
/**
 * When calls stop for a while because the other side is down; runs wait meanwhile.
 */
export interface CircuitBreakerConfig {
  /**
   * Failures in a row (unavailable, timeout) that open the circuit. Default 10.
   */
  failures?: number;
  delay?: Duration1;
  max_delay?: Duration2;
}
