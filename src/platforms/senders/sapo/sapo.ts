import { describeDelivery } from "../../deliveries.ts";
import type { Platform } from "../../platform.ts";

const order = describeDelivery({
  name: "sapo.order",
  sender: "Sapo",
  carries: ["path", "query"],
  dedupeKey: "{{headers.x-sapo-topic}}/{{body.id}}/{{default body.modified_on (hash (json body))}}",
  headers: { "x-sapo-topic": "orders/create" },
  waysIn: ({ secret = [] }) => [
    {
      signature: {
        digest: "hmac-sha256",
        key: secret,
        encoding: "base64",
        in: { header: "X-Sapo-Hmac-SHA256" },
        of: [{ raw: true }],
      },
    },
  ],
  accepted: { status: 200 },
  documented: {
    auth: "3rd",
    answer: "?",
    resends: "?",
    source: "code of others, one of which quotes the Sapo Admin REST API",
    read: "2026-11-28",
    doubts: ["Not seen officially: no page of Sapo's own was found."],
  },
});

/** Sapo tells of orders. */
export const sapo: Platform = {
  type: "sapo",
  title: "Sapo",
  actions: [],
  webhooks: { kinds: [order] },
};
