import { describeDelivery } from "../../deliveries.ts";
import type { Platform } from "../../platform.ts";

const payment = describeDelivery({
  name: "zalopay.payment",
  sender: "ZaloPay",
  carries: ["path", "query"],
  dedupeKey: "{{body.data.zp_trans_id}}",
  jsonFields: ["data"],
  waysIn: ({ key2 = [] }) => [
    {
      signature: {
        digest: "hmac-sha256",
        key: key2,
        in: { body: "mac" },
        of: [{ body: "data" }],
      },
    },
  ],
  accepted: { status: 200, body: { return_code: 1, return_message: "success" } },
  success: { status: 200, fields: { return_code: [] } },
  resends: { words: "3 times at most" },
  documented: {
    auth: "ran",
    answer: "doc",
    resends: "3rd",
    source: "docs.zalopay.vn: callback-api, knowledge-base/callback",
    read: "2026-11-28",
    doubts: [
      "An older API has returncode in place of return_code.",
      "The Checkout SDK of Zalo's mini apps signs otherwise, and is another sender.",
    ],
  },
});

/** ZaloPay tells of payments. */
export const zalopay: Platform = {
  type: "zalopay",
  title: "ZaloPay",
  actions: [],
  webhooks: { kinds: [payment] },
};
