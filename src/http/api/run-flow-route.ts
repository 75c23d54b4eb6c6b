import type { Router } from "express";
import { type Catalog, flowNamed } from "../../flows/catalog.ts";
import { outline } from "../../flows/outline.ts";
import type { RunFlow } from "../../generated/admin-api.ts";
import type { RunStore } from "../../journal/ports.ts";
import { foundRun } from "./run-routes.ts";

export interface RunFlowOptions {
  readonly store: RunStore;
  readonly catalog: () => Catalog;
  /** Masks secrets in plain data. */
  readonly redact: (value: unknown) => unknown;
}

/** `GET runs/{id}/flow`: the flow's text that a run began with. */
export function addRunFlowRoute(router: Router, { store, catalog, redact }: RunFlowOptions): void {
  router.get("/runs/:id/flow", async (request, response) => {
    const { run } = await foundRun(store, request.params.id);
    // It is kept for as long as a run has it.
    const source = (await store.definition(run.version)) ?? { file: "", text: "" };
    const shown: RunFlow = {
      flow: run.flow,
      file: source.file,
      version: run.version,
      is_current: flowNamed(catalog().flows, run.flow)?.version === run.version,
      text: source.text,
      ...outline(source),
    };
    response.json(redact(shown));
  });
}
