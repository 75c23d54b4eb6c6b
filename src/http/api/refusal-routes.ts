import type { Router } from "express";
import type { Catalog } from "../../flows/catalog.ts";
import type { Refusal, RefusalList } from "../../generated/admin-api.ts";
import {
  type RefusalStore,
  refusalText,
  type StoredRefusal,
} from "../../journal/refused-deliveries.ts";
import { hasTerms } from "../../journal/search-terms.ts";
import { iso } from "../../journal/shown-step.ts";
import { maskPersonal } from "../../telemetry/mask-personal.ts";
import { readRefusalQuery, withFormerNames } from "./run-query.ts";

export interface RefusalRouteOptions {
  /** The flows as they are now. */
  readonly catalog: () => Catalog;
  readonly refusals: Pick<RefusalStore, "refusals">;
  /** Masks secrets in plain data. */
  readonly redact: (value: unknown) => unknown;
}

/** Deliveries that were refused. */
export function addRefusalRoutes(
  router: Router,
  { catalog, refusals, redact }: RefusalRouteOptions,
): void {
  router.get("/refusals", async (request, response) => {
    const { unmasked, ...query } = readRefusalQuery(request);
    const found = await refusals.refusals(withFormerNames(query, catalog()));
    const last = found.length === query.limit ? found.at(-1) : undefined;
    const { terms } = query;
    // A secret of later may stand in what was kept before: what is masked is not found either.
    const shown = found.filter(
      (one) => terms === undefined || hasTerms(refusalText(redact(one) as StoredRefusal), terms),
    );
    const list: RefusalList = {
      // Secrets first: of one that is masked in part as somebody's, the rest would not be found.
      refusals: shown.map((one) => view(redact(one) as StoredRefusal, unmasked)),
      ...(last === undefined ? {} : { cursor: String(last.id) }),
    };
    response.json(redact(list));
  });
}

function view(refused: StoredRefusal, unmasked: boolean): Refusal {
  const { id, at, flow, method, path, requestId, status, code, message, details, count } = refused;
  const { payload, bodyText } = unmasked ? refused : masked(refused);
  return {
    id: String(id),
    at: iso(at),
    flow: flow ?? null,
    method,
    path,
    request_id: requestId ?? null,
    status,
    code,
    message,
    details: details === undefined ? null : [...details],
    count,
    payload: (payload ?? null) as Refusal["payload"],
    body_text: bodyText ?? null,
  };
}

/** What can't be parsed may have a name anywhere. */
function masked({ payload, bodyText }: StoredRefusal): Pick<StoredRefusal, "payload" | "bodyText"> {
  const { name } = maskPersonal({ name: bodyText });
  return { payload: payload && maskPersonal(payload), bodyText: name };
}
