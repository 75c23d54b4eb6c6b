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
  trials: [
    { body: { data: { orderCode: 123, description: "VQRIO123", reference: "TF230204212323" } } },
  ],
  accepted: { status: 200, body: { success: true } },
  success: { status: 200, fields: { success: [true] } },
  documented: {
    auth: "ran",
    answer: "doc",
    resends: "?",
    source: "@payos/node 2.0.5; payos.vn/docs: du-lieu-tra-ve/webhook; payOSHQ/payos-demo-nodejs",
    read: "2026-11-29",
    doubts: [
      "Of its documented examples the one with `412e915d…` verifies; the older `8d8640d8…` does not.",
      "The trial is the page's example, signed with the shop's key, when the address is registered; payOS' own demos (payOSHQ/payos-demo-nodejs) take it by `VQRIO123`, and an older one by `Ma giao dich thu nghiem`, which a payer may write as well: that one starts a run.",
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
