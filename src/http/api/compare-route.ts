import type { Router } from "express";
import { flowNamed } from "../../flows/catalog.ts";
import type { Comparison } from "../../generated/admin-api.ts";
import { payloadDifferences } from "../../journal/payload-differences.ts";
import type { RunRecord, StepRecord, TriggerPayload } from "../../journal/records.ts";
import { textChanges } from "./replay-plan.ts";
import { readCompareQuery } from "./run-query.ts";
import { foundRun, type RunRouteOptions } from "./run-routes.ts";
import { runSummary } from "./run-view.ts";

type CompareOptions = Pick<RunRouteOptions, "store" | "catalog" | "redact">;

/** Runs that are looked at for one in which no step has failed. */
const MOST_LOOKED_AT = 50;

/** `GET runs/{id}/compare`: a run beside one that went well. */
export function addCompareRoute(router: Router, options: CompareOptions): void {
  const { store, redact } = options;
  // Before values are masked as somebody's, or cut: of a part of a secret the rest would not be found.
  const withoutSecrets = ({ payload }: RunRecord) => redact(payload) as TriggerPayload;
  router.get("/runs/:id/compare", async (request, response) => {
    const { run, steps } = await foundRun(store, request.params.id);
    const named = readCompareQuery(request) ?? (await goodRun(run, options))?.id;
    const nothing = { payload: [], flow: null, first_difference: null };
    const alone: Comparison = { run: runSummary(run), with: null, ...nothing };
    if (named === undefined) return void response.json(redact(alone));
    const other = await foundRun(store, named);
    const [now, before] = await Promise.all(
      [run.version, other.run.version].map((version) => store.definition(version)),
    );
    const isSame = run.version === other.run.version;
    const compared: Comparison = {
      run: runSummary(run),
      with: runSummary(other.run),
      payload: payloadDifferences(withoutSecrets(run), withoutSecrets(other.run)),
      flow: isSame || now === undefined ? null : await textChanges(before, now),
      first_difference: firstDifference(steps, other.steps),
    };
    response.json(redact(compared));
  });
}

/** The last run of the flow in which all went well, of before, else of after. */
async function goodRun(
  { id, flow: name, createdAt }: RunRecord,
  { store, catalog }: CompareOptions,
): Promise<RunRecord | undefined> {
  const { name: flow, was } = flowNamed(catalog().flows, name) ?? { name, was: [] };
  const query = { flow, was, status: "succeeded", limit: MOST_LOOKED_AT } as const;
  const isGood = (run: RunRecord) => run.failed === undefined && run.id !== id;
  const before = (await store.list({ ...query, before: id })).find(isGood);
  return before ?? (await store.list({ ...query, since: createdAt })).find(isGood);
}

function firstDifference(
  here: readonly StepRecord[],
  there: readonly StepRecord[],
): Comparison["first_difference"] {
  const [own, others] = [here, there].map(
    (steps) => new Map(steps.map(({ path, status }) => [path, status])),
  ) as [Map<string, string>, Map<string, string>];
  const paths = [...new Set([...own.keys(), ...others.keys()])];
  const different = paths.filter((path) => own.get(path) !== others.get(path));
  let [first] = different;
  if (first === undefined) return null;
  // What a step has in it ends first, and makes it end as it does.
  for (;;) {
    const inner = different.find((path) => path.startsWith(`${first}/`));
    if (inner === undefined) break;
    first = inner;
  }
  return { step: first, here: own.get(first) ?? null, there: others.get(first) ?? null };
}
