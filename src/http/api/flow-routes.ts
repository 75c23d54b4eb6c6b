import type { Router } from "express";
import type { Catalog } from "../../flows/catalog.ts";
import type { Flow, FlowList } from "../../generated/admin-api.ts";
import { WebhookRejection } from "../../triggers/webhook-rejection.ts";
import { flowDetails, flowSummary } from "./flow-view.ts";
import type { ReloadRouteOptions } from "./reload-routes.ts";
import type { RunFigures } from "./run-figures.ts";

/** How far back the runs of a flow are counted, in milliseconds. */
const A_DAY_MS = 86_400_000;

/** How many runs have not ended. */
export type OpenCounts = Pick<Flow["counts"], "queued" | "running" | "waiting">;

export interface FlowRouteOptions extends Pick<ReloadRouteOptions, "lastReload"> {
  readonly catalog: () => Catalog;
  /** How many runs of a flow have not ended, under all its names. */
  readonly countsOf: (flows: readonly string[]) => OpenCounts;
  /** Where the webhook listener is, and where senders reach it, if settings say so. */
  readonly webhookUrl: () => string;
  readonly publicUrl: () => string | undefined;
  /** Masks secrets in plain data. */
  readonly redact: (value: unknown) => unknown;
}

/** The flows that are live. */
export function addFlowRoutes(
  router: Router,
  options: FlowRouteOptions,
  figures: RunFigures,
): void {
  const { catalog, countsOf, lastReload, webhookUrl, publicUrl, redact } = options;
  router.get("/flows", (_request, response) => {
    const flows = [...catalog().flows.values()].map(flowSummary);
    response.json({ flows } satisfies FlowList);
  });
  router.get("/flows/:name", async (request, response) => {
    const flow = catalog().flows.get(request.params.name);
    if (flow === undefined)
      throw new WebhookRejection(404, "no_such_flow", "there is no flow of this name");
    const now = Date.now();
    const flows = [flow.name, ...flow.was];
    const ended = await figures.total({ since: now - A_DAY_MS, until: now + 1, flows });
    const shown = flowDetails(flow, {
      now,
      counts: { ...ended, ...countsOf(flows) },
      problems: [...lastReload().problems],
      redact,
      webhookUrl: webhookUrl(),
      publicUrl: publicUrl(),
    });
    response.json(redact(shown));
  });
}
