import { setImmediate as nextTurn } from "node:timers/promises";
import type { Router } from "express";
import { type Catalog, flowNamed } from "../../flows/catalog.ts";
import type { DeliveryList, Delivery as DeliveryView } from "../../generated/admin-api.ts";
import { newestFirst, readPlaceId } from "./delivery-place.ts";
import type { DeliveryTail, KeptDelivery } from "./delivery-tail.ts";
import { type DeliveryViewOptions, deliveryView } from "./delivery-view.ts";
import type { NodeAsks } from "./node-asks.ts";
import { type AskedDeliveries, readDeliveryQuery } from "./run-query.ts";

export interface DeliveryRouteOptions extends DeliveryViewOptions {
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
    const theirs = others?.answers.map(({ answer }) => answer) ?? [];
    const found = merged([own, ...theirs]).slice(0, asked.limit);
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
  const found = tail.newestFirst.filter(wanted(filter, options.catalog()));
  const deliveries: DeliveryView[] = [];
  for (const one of found.slice(0, limit)) {
    deliveries.push(deliveryView(one, unmasked, options));
    // To mask many takes its time: webhooks come in between.
    await nextTurn();
  }
  return deliveries;
}

/** Those of several nodes in one order. */
function merged(lists: readonly (readonly DeliveryView[])[]): DeliveryView[] {
  const placed = lists.flat().flatMap((delivery) => {
    const place = readPlaceId(delivery.id);
    return place === undefined ? [] : [{ place, delivery }];
  });
  return placed.toSorted((a, b) => newestFirst(a.place, b.place)).map(({ delivery }) => delivery);
}

/** All of them, with what came as long as there is room for it. */
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
