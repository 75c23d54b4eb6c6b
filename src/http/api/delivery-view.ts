import { dirname, join } from "node:path";
import { type Catalog, flowNamed } from "../../flows/catalog.ts";
import type { Delivery as DeliveryView } from "../../generated/admin-api.ts";
import { iso } from "../../journal/shown-step.ts";
import { maskPersonal } from "../../telemetry/mask-personal.ts";
import { placeId } from "./delivery-place.ts";
import type { KeptDelivery } from "./delivery-tail.ts";
import type { DeliveryShow } from "./event-log.ts";

export interface DeliveryViewOptions extends DeliveryShow {
  readonly catalog: () => Catalog;
}

/** A delivery as the API shows it; personal data is made up unless it is `unmasked`. */
export function deliveryView(
  kept: KeptDelivery,
  unmasked: boolean,
  { redact, node, catalog }: DeliveryViewOptions,
): DeliveryView {
  // Secrets first: of one that is masked in part as somebody's, the rest would not be found.
  const { flow, status, run_id, error, ...came } = redact(kept.read()) as Came;
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

type Came = ReturnType<KeptDelivery["read"]>;

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
