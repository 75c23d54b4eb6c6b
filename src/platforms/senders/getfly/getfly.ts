import { describeDelivery } from "../../deliveries.ts";
import type { Platform } from "../../platform.ts";

const event = describeDelivery({
  name: "getfly.event",
  sender: "Getfly CRM",
  carries: ["path", "query"],
  dedupeKey: "{{default body.uid (hash (json body))}}",
  headers: { "content-type": "application/x-www-form-urlencoded" },
  waysIn: ({ secret_key: value = [] }) => [{ body: { field: "secret_key", value } }],
  documented: {
    auth: "doc",
    answer: "?",
    resends: "?",
    source: "developer.getfly.vn/docs/6.1/webhook: intro, order",
    read: "2026-11-29",
    doubts: [
      "The page on orders has a uid against repeats; the example of the introduction has none.",
    ],
  },
});

/** Getfly CRM tells of customers, orders and products. */
export const getfly: Platform = {
  type: "getfly",
  title: "Getfly CRM",
  actions: [],
  webhooks: { kinds: [event] },
};
