import { dirname, join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Router } from "express";
import { type Catalog, flowNamed } from "../../flows/catalog.ts";
import type { DeliveryList, Delivery as DeliveryView } from "../../generated/admin-api.ts";
import { iso } from "../../journal/shown-step.ts";
import { maskPersonal } from "../../telemetry/mask-personal.ts";
import { newestFirst, placeId, readPlaceId } from "./delivery-place.ts";
import type { DeliveryTail, KeptDelivery } from "./delivery-tail.ts";
import type { DeliveryShow } from "./event-log.ts";
import type { NodeAsks } from "./node-asks.ts";
import { type AskedDeliveries, readDeliveryQuery } from "./run-query.ts";

export interface DeliveryRouteOptions extends DeliveryShow {
  readonly catalog: () => Catalog;
  /** Asks other nodes for theirs; there are none unless given. */
  readonly asks?: NodeAsks | undefined;
}

/** What a node gives another of its deliveries, in characters of JSON; of those beyond it all but what came. */
const MOST_GIVEN = 4 * 1_048_576;

/** The last requests on the webhook listeners. */
export function addDeliveryRoutes(
  router: Router,
  options: DeliveryRouteOptions,
  tail: DeliveryTail,
): void {
  const { redact, asks } = options;
  asks?.answer("deliveries", async (asked) => givable(await newest(asked, options, tail)));
  router.get("/deliveries", async (request, response) => {
    const asked = readDeliveryQuery(request);
    const [own, others] = await Promise.all([
      newest(asked, options, tail),
      asks?.ask("deliveries", asked),
    ]);
    const found = merged([own, ...(others?.answers ?? [])]).slice(0, asked.limit);
    const last = found.length === asked.limit ? found.at(-1) : undefined;
    const list: DeliveryList = {
      deliveries: found,
      unanswered: [...(others?.unanswered ?? [])],
      ...(last === undefined ? {} : { cursor: last.id }),
    };
    response.json(redact(list));
  });
}

/** Those of this node that a request asks for. */
async function newest(
  { limit, unmasked, ...filter }: AskedDeliveries,
  options: DeliveryRouteOptions,
  tail: DeliveryTail,
): Promise<DeliveryView[]> {
  const { redact, catalog } = options;
  const deliveries: DeliveryView[] = [];
  for (const one of tail.newestFirst.filter(wanted(filter, catalog())).slice(0, limit)) {
    // Secrets first: of one that is masked in part as somebody's, the rest would not be found.
    deliveries.push(view(one, redact(one.read()) as Came, unmasked, options));
    // To mask many takes its time: webhooks come in between.
    await nextTurn();
  }
  return deliveries;
}

/** Those of several nodes in one order. */
function merged(lists: readonly (readonly DeliveryView[])[]): DeliveryView[] {
  const [only = [], ...others] = lists;
  if (others.length === 0) return [...only];
  return lists
    .flat()
    .flatMap((delivery) => {
      const place = readPlaceId(delivery.id);
      return place === undefined ? [] : [{ place, delivery }];
    })
    .toSorted((a, b) => newestFirst(a.place, b.place))
    .map(({ delivery }) => delivery);
}

function givable(deliveries: readonly DeliveryView[]): DeliveryView[] {
  let room = MOST_GIVEN;
  return deliveries.map((delivery) => {
    const { length } = JSON.stringify(delivery);
    if (length > room) return { ...delivery, payload: null, sample: null };
    room -= length;
    return delivery;
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
    (before === undefined || newestFirst(before, kept) < 0);
}

type Came = ReturnType<KeptDelivery["read"]>;

function view(
  kept: KeptDelivery,
  { flow, status, run_id, error, ...came }: Came,
  unmasked: boolean,
  { catalog, node }: Pick<DeliveryRouteOptions, "catalog" | "node">,
): DeliveryView {
  const payload = unmasked ? came : maskPersonal(came);
  return {
    id: placeId(kept),
    node: node ?? null,
    at: iso(kept.at),
    method: payload.method,
    path: kept.path ?? payload.path,
    flow,
    status,
    run_id,
    error: error && errorView(error),
    payload: { ...payload },
    sample: sampleOf(flow, payload, catalog()),
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
