import type { Router } from "express";
import { type Catalog, flowNamed } from "../../flows/catalog.ts";
import type { Stats } from "../../generated/admin-api.ts";
import { iso } from "../../journal/shown-step.ts";
import type { FlowRouteOptions, OpenCounts } from "./flow-routes.ts";
import { type Figures, type RunFigures, sum } from "./run-figures.ts";
import { readStatsQuery } from "./run-query.ts";
import type { RunRouteOptions } from "./run-routes.ts";
import { runSummary } from "./run-view.ts";

export interface StatsRouteOptions
  extends Pick<FlowRouteOptions, "countsOf">,
    Pick<RunRouteOptions, "catalog" | "store" | "redact"> {
  /** How many runs have not ended. */
  readonly counts: () => OpenCounts;
}

const MINUTE_MS = 60_000;
const AN_HOUR_MS = 60 * MINUTE_MS;

/** `GET stats`: how many runs were accepted and ended, over time. */
export function addStatsRoute(
  router: Router,
  { store, catalog, counts, countsOf, redact }: StatsRouteOptions,
  figures: RunFigures,
): void {
  router.get("/stats", async (request, response) => {
    const now = Date.now();
    const { flow, since, until, step } = readStatsQuery(request, now);
    const flows = flow === undefined ? undefined : namesOf(flow, catalog());
    const first = since - (since % MINUTE_MS);
    const minutes = await figures.minutes({ since: first, until, flows });
    const stretches = inStretches(minutes, step / MINUTE_MS);
    const last = (hours: number) =>
      figures.total({ since: now - hours * AN_HOUR_MS, until: now + 1, flows });
    const oldest = await store.oldestWaiting(flows);
    const { queued, running, waiting } = flows === undefined ? counts() : countsOf(flows);
    const stats: Stats = {
      since: iso(first),
      until: iso(first + stretches.length * step),
      step_seconds: step / 1_000,
      accepted: stretches.map(({ accepted }) => accepted),
      succeeded: stretches.map(({ succeeded }) => succeeded),
      failed: stretches.map(({ failed }) => failed),
      cancelled: stretches.map(({ cancelled }) => cancelled),
      now: { queued, running, waiting },
      last_hour: await last(1),
      last_day: await last(24),
      oldest_waiting: oldest === undefined ? null : runSummary(oldest),
    };
    response.json(redact(stats));
  });
}

/** @param size minutes of a stretch */
function inStretches(minutes: readonly Figures[], size: number): Figures[] {
  return Array.from({ length: Math.ceil(minutes.length / size) }, (_, index) =>
    sum(minutes.slice(index * size, (index + 1) * size)),
  );
}

/** Also of a flow that is gone. */
function namesOf(name: string, { flows }: Catalog): string[] {
  const flow = flowNamed(flows, name);
  return flow === undefined ? [name] : [flow.name, ...flow.was];
}
