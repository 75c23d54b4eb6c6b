import { dirname, join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Router } from "express";
import { type Catalog, flowNamed } from "../../flows/catalog.ts";
import type { DeliveryList, Delivery as DeliveryView } from "../../generated/admin-api.ts";
import { iso } from "../../journal/shown-step.ts";
import { maskPersonal } from "../../telemetry/mask-personal.ts";
import type { DeliveryTail, KeptDelivery } from "./delivery-tail.ts";
import { type AskedDeliveries, readDeliveryQuery } from "./run-query.ts";

export interface DeliveryRouteOptions {
  readonly catalog: () => Catalog;
  /** Masks secrets in plain data. */
  readonly redact: (value: unknown) => unknown;
}

/** The last requests on the webhook listener. */
export function addDeliveryRoutes(
  router: Router,
  { catalog, redact }: DeliveryRouteOptions,
  tail: DeliveryTail,
): void {
  router.get("/deliveries", async (request, response) => {
    const { limit, unmasked, ...filter } = readDeliveryQuery(request);
    const found = tail.newestFirst.filter(wanted(filter, catalog())).slice(0, limit);
    const last = found.length === limit ? found.at(-1) : undefined;
    const deliveries: DeliveryView[] = [];
    for (const one of found) {
      // Secrets first: of one that is masked in part as somebody's, the rest would not be found.
      deliveries.push(view(one, redact(one.read()) as Came, unmasked, catalog()));
      // To mask many takes its time: webhooks come in between.
      await nextTurn();
    }
    const list: DeliveryList = {
      deliveries,
      ...(last === undefined ? {} : { cursor: String(last.id) }),
    };
    response.json(redact(list));
  });
}

function wanted(
  { flow, refused, before }: Pick<AskedDeliveries, "flow" | "refused" | "before">,
  { flows }: Catalog,
): (kept: KeptDelivery) => boolean {
  const names = flow === undefined ? undefined : [flow, ...(flowNamed(flows, flow)?.was ?? [])];
  return (kept) =>
    (names === undefined || names.includes(kept.flow ?? "")) &&
    (refused === undefined || kept.isRefused === refused) &&
    (before === undefined || kept.id < before);
}

type Came = ReturnType<KeptDelivery["read"]>;

function view(
  kept: KeptDelivery,
  { flow, status, run_id, error, ...came }: Came,
  unmasked: boolean,
  catalog: Catalog,
): DeliveryView {
  const payload = unmasked ? came : maskPersonal(came);
  return {
    id: String(kept.id),
    at: iso(kept.at),
    method: payload.method,
    path: kept.path ?? payload.path,
    flow,
    status,
    run_id,
    error: error && errorView(error),
    payload: { ...payload },
    sample: sampleOf(flow, payload, catalog),
  };
}

function errorView({ code, message, details }: NonNullable<Came["error"]>): DeliveryView["error"] {
  const mistakes = details as NonNullable<DeliveryView["error"]>["details"] | null;
  return { code, message, ...(mistakes ? { details: mistakes } : {}) };
}

/** The delivery as a file, where the flow names its sample, or could. */
function sampleOf(
  name: string | null,
  payload: object,
  { flows }: Catalog,
): DeliveryView["sample"] {
  const flow = name === null ? undefined : flowNamed(flows, name);
  if (flow === undefined) return null;
  const file = flow.flow.on?.webhook?.sample ?? `${flow.name}.sample.json`;
  return {
    file: join(dirname(flow.source.file), file),
    text: `${JSON.stringify(payload, undefined, 2)}\n`,
  };
}
