import { describeDelivery } from "../../deliveries.ts";
import type { Platform } from "../../platform.ts";

const payment = describeDelivery({
  name: "payos.payment",
  sender: "payOS",
  carries: ["path", "query"],
  dedupeKey: "{{body.data.paymentLinkId}}/{{body.data.reference}}",
  waysIn: ({ checksum_key: key = [] }) => [
    {
      signature: {
        digest: "hmac-sha256",
        key,
        in: { body: "signature" },
        of: [{ pairs: { of: "data", empty: [null, "null", "undefined"] } }],
      },
    },
  ],
  accepted: { status: 200, body: { success: true } },
  success: { status: 200, fields: { success: [true] } },
  documented: {
    auth: "ran",
    answer: "doc",
    resends: "?",
    source: "@payos/node 2.0.5; payos.vn/docs: du-lieu-tra-ve/webhook",
    read: "2026-11-28",
    doubts: [
      "Of its documented examples the one with `412e915d…` verifies; the older `8d8640d8…` does not.",
      "When the address is registered it sends a signed trial, which starts a run as any payment does: compare the order.",
    ],
  },
});

/** payOS tells of payments. */
export const payos: Platform = {
  type: "payos",
  title: "payOS",
  actions: [],
  webhooks: { kinds: [payment] },
};
