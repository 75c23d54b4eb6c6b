import type { Request, Response, Router } from "express";
import type { Logger } from "pino";
import { newRunId } from "../../engine/accept/run-id.ts";
import type { Erased, EraseRequest, ErasureList } from "../../generated/admin-api.ts";
import {
  type ErasureStore,
  type ExactTerm,
  hasExactly,
  readExactTerm,
  SHORTEST_EXACT,
} from "../../journal/erasure.ts";
import type { RunRecord } from "../../journal/records.ts";
import { type RefusalStore, refusalText } from "../../journal/refused-deliveries.ts";
import { readTerms, type SearchTerms } from "../../journal/search-terms.ts";
import { runText } from "../../journal/search-text.ts";
import { iso } from "../../journal/shown-step.ts";
import { WebhookRejection } from "../../triggers/webhook-rejection.ts";
import { jsonBody } from "../server/json-body.ts";
import type { PersonMemory, Remembered } from "./person-memory.ts";
import type { RunRouteOptions } from "./run-routes.ts";

export interface ErasureRouteOptions extends Pick<RunRouteOptions, "store" | "bodyLimit"> {
  readonly refusals: Pick<RefusalStore, "refusals">;
  readonly erasures: ErasureStore;
  readonly logger: Logger;
}

/** What the journal has of one person. */
interface Found {
  readonly runs: readonly Pick<RunRecord, "id" | "finishedAt">[];
  readonly refusals: readonly number[];
}

/** Runs and refusals that are asked for at a time. */
const AT_ONCE = 200;

/** Runs that an answer names. */
const MOST_NAMED = 10;

/** Erasure of what is kept of a person, and the record of it. */
export function addErasureRoutes(
  router: Router,
  options: ErasureRouteOptions,
  memory: PersonMemory,
): void {
  const { erasures, bodyLimit } = options;
  router.get("/erasures", async (_request, response) => {
    const all = await erasures.erasures();
    const list: ErasureList = { erasures: all.map((one) => ({ ...one, at: iso(one.at) })) };
    response.json(list);
  });
  router.post(
    "/erasures",
    jsonBody("EraseRequest", bodyLimit),
    async (request: Request, response: Response) => {
      const { q, dry_run = false, vacuum = false } = request.body as EraseRequest;
      const [term, terms] = [readExactTerm(q), readTerms(q)];
      if (term === undefined || terms === undefined)
        throw new WebhookRejection(
          422,
          "not_exact",
          `give one id, telephone number or e-mail address of ${SHORTEST_EXACT} characters or more: a name may be that of several people`,
        );
      const remembered = await memory.count(term);
      const found = await findAll(term, terms, options);
      const open = found.runs.filter(({ finishedAt }) => finishedAt === undefined);
      if (open.length > 0) throw unfinished(open.map(({ id }) => id));
      const at = Date.now();
      const id = dry_run ? null : newRunId();
      const { deliveries, unanswered } =
        id === null ? remembered : await erase({ id, at, term, vacuum }, found, options, memory);
      response.json({
        dry_run,
        runs: found.runs.length,
        refusals: found.refusals.length,
        deliveries,
        unanswered: [...unanswered],
        at: iso(at),
        id,
      } satisfies Erased);
    },
  );
}

async function erase(
  asked: { readonly id: string; readonly at: number; readonly term: ExactTerm; vacuum: boolean },
  { runs, refusals }: Found,
  { erasures, logger }: ErasureRouteOptions,
  memory: PersonMemory,
): Promise<Remembered> {
  const { vacuum, ...erasing } = asked;
  const open = await erasures.erase({ ...erasing, runIds: runs.map(({ id }) => id), refusals });
  if (open.length > 0) throw unfinished(open);
  const forgotten = await memory.forget(asked.term);
  await erasures.scrub(vacuum);
  const counts = { runs: runs.length, refusals: refusals.length, ...forgotten };
  logger.info({ erasure: asked.id, ...counts }, "what was kept of a person was erased");
  return forgotten;
}

async function findAll(
  term: ExactTerm,
  terms: SearchTerms,
  options: ErasureRouteOptions,
): Promise<Found> {
  return {
    runs: await findRuns(term, terms, options),
    refusals: await findRefusals(term, terms, options),
  };
}

/** The runs that have the term, and those that they called. */
async function findRuns(
  term: ExactTerm,
  terms: SearchTerms,
  { store }: ErasureRouteOptions,
): Promise<Found["runs"]> {
  const found = new Map<string, Found["runs"][number]>();
  for (let before: string | undefined, isFirst = true; isFirst || before !== undefined; ) {
    const slice = await store.search({
      terms,
      limit: AT_ONCE,
      ...(before === undefined ? {} : { before }),
    });
    for (const { run, steps } of slice.runs)
      if (hasExactly(runText(run, steps), term)) found.set(run.id, run);
    before = slice.last;
    isFirst = false;
  }
  // Those that are added on the way are gone through, too.
  for (const id of found.keys())
    for (const { id: called } of (await store.links(id)).subRuns) {
      const run = found.has(called) ? undefined : (await store.get(called))?.run;
      if (run !== undefined) found.set(called, run);
    }
  return [...found.values()];
}

async function findRefusals(
  term: ExactTerm,
  terms: SearchTerms,
  { refusals }: ErasureRouteOptions,
): Promise<number[]> {
  const found: number[] = [];
  for (let before: number | undefined, isFirst = true; isFirst || before !== undefined; ) {
    const page = await refusals.refusals({
      terms,
      limit: AT_ONCE,
      ...(before === undefined ? {} : { before }),
    });
    for (const refused of page) if (hasExactly(refusalText(refused), term)) found.push(refused.id);
    before = page.length === AT_ONCE ? page.at(-1)?.id : undefined;
    isFirst = false;
  }
  return found;
}

function unfinished(ids: readonly string[]): WebhookRejection {
  const named = ids.slice(0, MOST_NAMED).join(", ");
  const more = ids.length > MOST_NAMED ? ` and ${ids.length - MOST_NAMED} more` : "";
  return new WebhookRejection(
    409,
    "unfinished_runs",
    `nothing was erased, since these runs have not ended: ${named}${more}; wait for their end, or cancel them first`,
  );
}
