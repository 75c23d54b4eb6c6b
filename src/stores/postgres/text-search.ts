/** Finds runs by what stands in them: all that a filter lets through are read, some at a time. */
import type { Found } from "../../journal/run-search.ts";
import { hasTerms } from "../../journal/search-terms.ts";
import { runText } from "../../journal/search-text.ts";
import { toRecord } from "../run-row.ts";
import type { Reader } from "./reader.ts";
import { RUN_COLUMNS, type RunWithSteps, STEPS, stepsOf } from "./run-rows.ts";
import { fits } from "./run-search.ts";
import { sql } from "./sql.ts";

/** Runs that one search reads, and how many of them are in memory at once. */
const MOST_READ = 200;
const AT_ONCE = 20;

export const searchTexts: Reader<"search"> = async (send, { terms, limit, before, ...filter }) => {
  const runs: Found["runs"] = [];
  let last = before;
  for (let read = 0; read < MOST_READ; read += AT_ONCE) {
    const which = fits({ ...filter, ...(last === undefined ? {} : { before: last }) });
    const { rows } = await send(sql`SELECT ${RUN_COLUMNS}, ${STEPS} FROM runs WHERE ${which}
      ORDER BY created_at DESC, seq DESC LIMIT ${AT_ONCE}`);
    for (const row of rows as RunWithSteps[]) {
      const found = { run: toRecord(row), steps: stepsOf(row) };
      last = row.id;
      if (hasTerms(runText(found.run, found.steps), terms)) runs.push(found);
      if (runs.length === limit) return { runs, last };
    }
    if (rows.length < AT_ONCE) return { runs, last: undefined };
  }
  return { runs, last };
};
