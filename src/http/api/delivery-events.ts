import type { RequestHandler } from "express";
import type { Deliveries } from "../webhooks/deliveries.ts";

/** How often a line is sent that keeps proxies from closing a quiet stream, in milliseconds. */
const PING_MS = 15_000;

/** What may wait for a slow reader, in bytes; more is left out. */
const MOST_UNREAD = 1_048_576;

/** Server-sent events: a `delivery` for each request on the webhook listener, from now on. */
export function deliveryEvents(deliveries: Deliveries): RequestHandler {
  return (_request, response) => {
    response.writeHead(200, {
      "content-type": "text/event-stream",
      "cache-control": "no-store",
    });
    response.write(": listening\n\n");
    const ping = setInterval(() => response.write(": ping\n\n"), PING_MS);
    const unwatch = deliveries.watch((delivery) => {
      if (response.writableLength < MOST_UNREAD)
        response.write(`event: delivery\ndata: ${JSON.stringify(delivery)}\n\n`);
    });
    response.once("close", () => {
      clearInterval(ping);
      unwatch();
    });
  };
}
