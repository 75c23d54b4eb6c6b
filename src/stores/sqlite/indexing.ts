import { runText } from "../../journal/search-text.ts";
import { toRecord } from "../run-row.ts";
import type { Driver } from "./driver.ts";
import { openSteps, RUN_COLUMNS, type RunRow } from "./run-rows.ts";

/** Runs that are looked for at a time. */
const AT_ONCE = 20;

/** Pages of the index that are merged after each piece of work, which is a few milliseconds. */
const MERGED = 32;

/**
 * Makes the function that brings runs which have ended, or rest, into the index of texts, the oldest
 * first. It stops after some milliseconds, and says whether there are more.
 */
export function openIndexing(database: Driver): (ms: number) => boolean {
  const due = database.prepare(
    `SELECT seq, ${RUN_COLUMNS} FROM unindexed JOIN runs USING (seq)
     WHERE finished_at IS NOT NULL OR runs.status = 'waiting' ORDER BY seq LIMIT ${AT_ONCE}`,
  );
  const put = database.prepare("REPLACE INTO run_texts (rowid, text) VALUES (?, ?)");
  const done = database.prepare("DELETE FROM unindexed WHERE seq = ?");
  // Left to itself, SQLite merges much of the index at once, and writes wait for it.
  const merge = database.prepare("INSERT INTO run_texts (run_texts, rank) VALUES ('merge', ?)");
  const steps = openSteps(database);
  const work = (ms: number) => {
    const end = performance.now() + ms;
    for (;;) {
      const rows = due.all() as (RunRow & { readonly seq: number })[];
      for (const row of rows) {
        put.run(row.seq, textOf(row, steps));
        done.run(row.seq);
        if (performance.now() >= end) return true;
      }
      if (rows.length < AT_ONCE) return false;
    }
  };
  return (ms) => {
    const more = work(ms);
    merge.run(MERGED);
    return more;
  };
}

function textOf(row: RunRow, steps: ReturnType<typeof openSteps>): string {
  try {
    return runText(toRecord(row), steps(row.id));
  } catch (error) {
    // A damaged record is told to whoever asks for it; nobody asks here.
    if (error instanceof SyntaxError) return "";
    throw error;
  }
}
