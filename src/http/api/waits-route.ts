import type { Router } from "express";
import type { Wait } from "../../engine/waits.ts";
import { flowNamed } from "../../flows/catalog.ts";
import type { Waits } from "../../generated/admin-api.ts";
import type { RunRecord } from "../../journal/records.ts";
import { iso } from "../../journal/shown-step.ts";
import { foundRun, type RunRouteOptions } from "./run-routes.ts";

export interface WaitsRouteOptions extends Pick<RunRouteOptions, "store" | "catalog"> {
  readonly waitsOf: (run: RunRecord) => Promise<readonly Wait[]>;
}

/** Runs that say how long it usually takes. */
const USUAL = 100;

/** `GET runs/{id}/waits`: why a run does not go on now. */
export function addWaitsRoute(
  router: Router,
  { store, catalog, waitsOf }: WaitsRouteOptions,
): void {
  router.get("/runs/:id/waits", async (request, response) => {
    const { run } = await foundRun(store, request.params.id);
    const found = await waitsOf(run);
    const waits = await Promise.all(
      found.map(async (wait) => view(wait, await usualTime(wait.called ?? run.flow))),
    );
    response.json({ waits } satisfies Waits);
  });

  async function usualTime(name: string): Promise<number | null> {
    const flow = flowNamed(catalog().flows, name);
    const { name: flowName, was } = flow ?? { name, was: [] };
    const runs = await store.list({ flow: flowName, was, status: "succeeded", limit: USUAL });
    const times = runs.map(({ createdAt, finishedAt = createdAt }) => finishedAt - createdAt);
    return times.toSorted((one, two) => one - two)[Math.floor(times.length / 2)] ?? null;
  }
}

function view(
  { for: what, step, since, until, runId, connection, ahead }: Wait,
  usual_ms: number | null,
): Waits["waits"][number] {
  return {
    for: what,
    step: step ?? null,
    since: since === undefined ? null : iso(since),
    until: until === undefined ? null : iso(until),
    run_id: runId ?? null,
    connection: connection ?? null,
    ahead: ahead ?? null,
    usual_ms,
  };
}
