import type { CompiledWebhook } from "../flows/compiled-flow.ts";
import { sampleDelivery } from "../flows/sample-delivery.ts";
import type { WebhookPayload } from "../journal/records.ts";

/**
 * A whole delivery from what a sample holds.
 * @param content a body, or a delivery of which parts may be missing; undefined: an empty one
 * @param receivedAt when it came, unless it says so itself; milliseconds since 1970
 */
export function deliveryOf(
  { path, methods }: Pick<CompiledWebhook, "path" | "methods">,
  content: unknown,
  receivedAt: number,
): WebhookPayload {
  return {
    method: methods[0] ?? "POST",
    path,
    headers: {},
    query: {},
    params: {},
    body: null,
    received_at: new Date(receivedAt).toISOString(),
    ...(content === undefined ? {} : sampleDelivery(content)),
  };
}
