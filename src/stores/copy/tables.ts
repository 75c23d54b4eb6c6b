/** What a journal is made of, whatever keeps it. What is not named here follows from the rest, or is nobody's loss. */

/** One value of a row as both databases give it. Texts are in the form of kept-text.ts. */
export type Value = string | number | boolean | null | readonly string[];

/** The values of a row, by column. */
export type Row = Readonly<Record<string, Value>>;

/** A table. Its rows have names of the same columns in every database. */
export interface Table {
  readonly name: string;
  /** The columns that a row is found by, in whose order rows are read. */
  readonly key: readonly string[];
  readonly columns: readonly string[];
  /** Columns that are yes or no. */
  readonly flags?: readonly string[];
  /** Columns that are lists of texts. */
  readonly lists?: readonly string[];
}

const RUN_COLUMNS = `seq, id, flow, version, source, status, payload, commit_id, concurrency_key, created_at,
  finished_at, error, failed_steps, first_failure, stop_reason, output, wake_at, rested_at, cancel, superseded_by, caller_id,
  caller_path, replay_of, replays, erased_at`;

/** Every table that is copied, in the order in which it is. */
export const TABLES: readonly Table[] = [
  { name: "other_side", key: ["one"], columns: ["one", "side"], flags: ["one"] },
  { name: "flow_versions", key: ["version"], columns: ["version", "file", "text"] },
  {
    name: "runs",
    key: ["seq"],
    columns: RUN_COLUMNS.split(/,\s*/),
    flags: ["cancel"],
  },
  {
    name: "steps",
    key: ["run_id", "path"],
    columns: ["seq", "run_id", "path", "record", "copied"],
    flags: ["copied"],
  },
  {
    name: "arrivals",
    key: ["run_id", "path"],
    columns: ["run_id", "path", "value"],
  },
  {
    name: "callbacks",
    key: ["path", "key"],
    columns: ["path", "key", "methods", "run_id", "step", "ended"],
    flags: ["ended"],
  },
  {
    name: "early_callbacks",
    key: ["path", "key"],
    columns: ["path", "key", "value", "flows", "newest_run"],
    lists: ["flows"],
  },
  { name: "dedupe", key: ["flow", "key"], columns: ["flow", "key", "run_id", "expires_at"] },
  {
    name: "slots",
    key: ["flow", "schedule"],
    columns: ["flow", "schedule", "at", "run_id", "ended"],
    flags: ["ended"],
  },
  { name: "messages", key: ["id"], columns: ["id", "body", "expires_at"] },
  { name: "refusals", key: ["seq"], columns: ["seq", "at", "flow", "record"] },
  { name: "erasures", key: ["seq"], columns: ["seq", "id", "at", "runs", "refusals"] },
];
