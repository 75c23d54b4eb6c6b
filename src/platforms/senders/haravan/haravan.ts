import { describeDelivery } from "../../deliveries.ts";
import type { Platform } from "../../platform.ts";

const order = describeDelivery({
  name: "haravan.order",
  sender: "Haravan",
  carries: ["path", "query"],
  dedupeKey:
    "{{headers.x-haravan-topic}}/{{default headers.x-haravan-org-id '-'}}/{{body.id}}/{{body.updated_at}}",
  headers: { "x-haravan-topic": "orders/create", "x-haravan-org-id": "1000001" },
  waysIn: ({ secret = [] }) => [
    {
      signature: {
        digest: "hmac-sha256",
        key: secret,
        encoding: "base64",
        in: { header: "X-Haravan-Hmacsha256" },
        of: [{ raw: true }],
      },
    },
  ],
  handshake: ({ verify_token }) => (verify_token === undefined ? undefined : { verify_token }),
  accepted: { status: 200 },
  documented: {
    auth: "3rd",
    answer: "?",
    resends: "?",
    source: "docs.haravan.com: private-webhook, connect-webhook",
    read: "2026-11-28",
    doubts: [
      "One code base has a header X-Haravan-Hmac-SHA256 with SHA-1 in hex; the docs don't.",
      "No delivery has an id: what tells two apart is the topic, the shop, the order and when it was changed.",
    ],
  },
});

/** Haravan tells of orders. */
export const haravan: Platform = {
  type: "haravan",
  title: "Haravan",
  actions: [],
  webhooks: { kinds: [order] },
};
