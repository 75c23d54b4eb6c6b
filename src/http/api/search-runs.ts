import type { RunList } from "../../generated/admin-api.ts";
import type { RunRecord } from "../../journal/records.ts";
import type { Found, RunSearch } from "../../journal/run-search.ts";
import { hasTerms, type SearchTerms } from "../../journal/search-terms.ts";
import { runText } from "../../journal/search-text.ts";
import type { AskedRuns } from "./run-query.ts";
import { runPage } from "./run-view.ts";

/** Questions to the journal for one answer: what takes more goes on with the next page. */
const MOST_QUESTIONS = 100;

interface SearchOptions {
  readonly store: RunSearch;
  /** Masks secrets in plain data. */
  readonly redact: (value: unknown) => unknown;
}

/**
 * Finds runs by a text, question by question, so that the journal can write in between. Those whose id
 * begins with it come first.
 */
export async function searchRuns(
  { store, redact }: SearchOptions,
  { text, terms }: NonNullable<AskedRuns["search"]>,
  query: Omit<AskedRuns, "search">,
): Promise<RunList> {
  const { limit, before, ...filter } = query;
  const found: RunRecord[] =
    before === undefined ? await store.byPrefix({ ...filter, prefix: text, limit }) : [];
  const named = new Set(found.map(({ id }) => id));
  let last = before;
  for (let questions = 0; questions < MOST_QUESTIONS && found.length < limit; questions++) {
    const slice = await store.search({
      ...filter,
      terms,
      limit: limit - found.length,
      ...(last === undefined ? {} : { before: last }),
    });
    for (const hit of slice.runs)
      if (!named.has(hit.run.id) && isShown(hit, terms, redact)) found.push(hit.run);
    last = slice.last;
    if (last === undefined) break;
  }
  return runPage(found, last);
}

/** A secret of later may stand in an older record: what is masked is not found either. */
function isShown(
  { run, steps }: Found["runs"][number],
  terms: SearchTerms,
  redact: SearchOptions["redact"],
): boolean {
  const { payload, output, error } = run;
  const whole = { run: { payload, output, error }, steps };
  const masked = redact(whole) as typeof whole;
  return masked === whole || hasTerms(runText(masked.run, masked.steps), terms);
}
