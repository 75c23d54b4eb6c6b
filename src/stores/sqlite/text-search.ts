/** Finds runs by what stands in them: in the index, and in the runs that are not in it yet. */
import type { RunQuery } from "../../journal/ports.ts";
import type { Found } from "../../journal/run-search.ts";
import { hasTerms, type SearchTerms, trigramsOf } from "../../journal/search-terms.ts";
import { runText } from "../../journal/search-text.ts";
import type { Reads } from "../asks.ts";
import { toRecord } from "../run-row.ts";
import type { Driver } from "./driver.ts";
import { type Condition, openSteps, RUN_COLUMNS, type RunRow } from "./run-rows.ts";

/** Runs that one search takes from the index, and runs that it reads: writes wait for it. */
const MOST_CANDIDATES = 5_000;
const MOST_READ = 200;

/** Groups of three characters that are looked up: so many hardly let a wrong run through. */
const MOST_TRIGRAMS = 24;

type Filter = Omit<RunQuery, "limit" | "before">;

/** @param whereOf the condition of a filter */
export function openTextSearch(database: Driver, whereOf: (filter: Filter) => Condition) {
  const candidates = openCandidates(database);
  const one = database.prepare(`SELECT ${RUN_COLUMNS} FROM runs WHERE seq = ?`);
  const idOf = database.prepare("SELECT id FROM runs WHERE seq = ?");
  const steps = openSteps(database);
  return ({ terms, limit, before, ...filter }: Reads["search"]["ask"]): Found => {
    const seqs = candidates(terms, before, filter);
    const runs: Found["runs"] = [];
    let read = 0;
    for (const seq of fitting(database, seqs, whereOf(filter))) {
      const row = one.get(seq) as RunRow;
      const found = { run: toRecord(row), steps: steps(row.id) };
      read++;
      if (hasTerms(runText(found.run, found.steps), terms)) runs.push(found);
      if (runs.length === limit || read === MOST_READ) return { runs, last: row.id };
    }
    if (seqs.length < MOST_CANDIDATES) return { runs, last: undefined };
    return { runs, last: (idOf.get(seqs.at(-1)) as { id: string }).id };
  };
}

/** Which runs may have the terms, the newest first; fewer than {@link MOST_CANDIDATES} are all of them. */
function openCandidates(database: Driver) {
  const rest = `> ? AND rowid < ? ORDER BY rowid DESC LIMIT ${MOST_CANDIDATES}`;
  const indexed = database.prepare(
    `SELECT rowid AS seq FROM run_texts WHERE run_texts MATCH ? AND rowid ${rest}`,
  );
  const unindexed = database.prepare(`SELECT seq FROM unindexed WHERE rowid ${rest}`);
  const seqOf = database.prepare("SELECT seq FROM runs WHERE id = ?");
  // By the index of times: by number, SQLite would read every older run.
  const byTime = "FROM runs INDEXED BY runs_by_time WHERE created_at";
  const first = database.prepare(`SELECT MIN(seq) AS seq ${byTime} >= ?`);
  const last = database.prepare(`SELECT MAX(seq) + 1 AS seq ${byTime} < ?`);
  type Row = { readonly seq: number | null } | undefined;
  return (terms: SearchTerms, before: string | undefined, { since, until }: Filter): number[] => {
    const from = since === undefined ? 0 : ((first.get(since) as Row)?.seq ?? undefined);
    const to =
      before !== undefined
        ? (seqOf.get(before) as Row)?.seq
        : until === undefined
          ? Number.MAX_SAFE_INTEGER
          : (last.get(until) as Row)?.seq;
    if (from === undefined || to === undefined || to === null) return [];
    const query = trigramsOf(terms, MOST_TRIGRAMS).map(quoted).join(" AND ");
    const found = [...indexed.all(query, from - 1, to), ...unindexed.all(from - 1, to)];
    const seqs = new Set((found as { seq: number }[]).map(({ seq }) => seq));
    return [...seqs].toSorted((one, two) => two - one).slice(0, MOST_CANDIDATES);
  };
}

/** Those of the runs that a filter lets through, in their order. */
function fitting(database: Driver, seqs: readonly number[], { sql, values }: Condition): number[] {
  if (sql === "") return [...seqs];
  const rows = database
    .prepare(
      `SELECT seq FROM runs ${sql} AND seq IN (SELECT value FROM json_each(?)) ORDER BY seq DESC`,
    )
    .all(...values, JSON.stringify(seqs));
  return (rows as { seq: number }[]).map(({ seq }) => seq);
}

function quoted(trigram: string): string {
  return `"${trigram.replaceAll('"', '""')}"`;
}
