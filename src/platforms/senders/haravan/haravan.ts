import { type DeliveryCode, describeDelivery } from "../../deliveries.ts";
import type { Platform } from "../../platform.ts";

const common: Pick<
  DeliveryCode,
  "sender" | "carries" | "waysIn" | "handshake" | "accepted" | "documented"
> = {
  sender: "Haravan",
  carries: ["path", "query"],
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
      "No delivery has an id: what tells two apart is the topic, the shop, what it is about and when that was changed.",
    ],
  },
};

const TOPIC = "{{headers.x-haravan-topic}}/{{default headers.x-haravan-org-id '-'}}";

const order = describeDelivery({
  ...common,
  name: "haravan.order",
  dedupeKey: `${TOPIC}/{{body.id}}/{{body.updated_at}}`,
  headers: { "x-haravan-topic": "orders/create", "x-haravan-org-id": "1000001" },
});

const event = describeDelivery({
  ...common,
  name: "haravan.event",
  dedupeKey: `${TOPIC}/{{default body.id '-'}}/{{default body.updated_at (hash (json body))}}`,
  headers: { "x-haravan-topic": "customers/update", "x-haravan-org-id": "1000001" },
});

/** Haravan tells of orders, and of everything else in a shop. */
export const haravan: Platform = {
  type: "haravan",
  title: "Haravan",
  actions: [],
  webhooks: { kinds: [order, event] },
};
