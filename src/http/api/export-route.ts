import { once } from "node:events";
import type { RequestHandler, Response } from "express";
import type { Catalog } from "../../flows/catalog.ts";
import type { RunQuery, RunStore } from "../../journal/ports.ts";
import type { RunRecord } from "../../journal/records.ts";
import type { RunSearch } from "../../journal/run-search.ts";
import { readExportQuery, withFormerNames } from "./run-query.ts";
import { runDetails } from "./run-view.ts";

/** Runs that are read at a time. */
const PAGE = 50;

export interface ExportRouteOptions {
  readonly store: RunStore & RunSearch;
  readonly catalog: () => Catalog;
  /** Masks secrets in plain data. */
  readonly redact: (value: unknown) => unknown;
}

/** `GET /runs/export`: one JSON object a line for each run, newest first, with its steps. */
export function exportRoute(options: ExportRouteOptions): RequestHandler {
  return async (request, response) => {
    const wanted = withFormerNames(readExportQuery(request), options.catalog());
    response.setHeader("Content-Type", "application/x-ndjson");
    await send(options, wanted, response);
  };
}

async function send(
  { store, redact }: ExportRouteOptions,
  query: Omit<RunQuery, "limit">,
  response: Response,
): Promise<void> {
  let before: RunRecord | undefined;
  for (;;) {
    const page = await store.list({
      ...query,
      limit: PAGE,
      ...(before === undefined ? {} : { before: before.id }),
    });
    for (const { id } of page) {
      const found = await store.get(id);
      if (found === undefined) continue;
      if (response.destroyed) return;
      const shown = redact(runDetails(found.run, found.steps, await store.links(id)));
      if (!response.write(`${JSON.stringify(shown)}\n`))
        await Promise.race([once(response, "drain"), once(response, "close")]);
    }
    // Retention has taken the place where we were: an answer that is cut off says so.
    if (page.length === 0 && before !== undefined && !(await store.get(before.id)))
      return void response.destroy();
    before = page.at(-1) ?? before;
    if (page.length < PAGE) return void response.end();
  }
}
