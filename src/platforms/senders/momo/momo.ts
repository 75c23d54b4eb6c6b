import { describeDelivery } from "../../deliveries.ts";
import type { Platform } from "../../platform.ts";

/** What is signed, in this order; other fields that come along are not. */
const SIGNED = [
  "amount",
  "extraData",
  "message",
  "orderId",
  "orderInfo",
  "orderType",
  "partnerCode",
  "payType",
  "requestId",
  "responseTime",
  "resultCode",
  "transId",
];

const payment = describeDelivery({
  name: "momo.payment",
  sender: "MoMo",
  carries: ["path", "query"],
  dedupeKey: "{{body.orderId}}/{{body.transId}}/{{body.resultCode}}",
  waysIn: ({ access_key = [], secret_key = [] }) => [
    {
      signature: {
        digest: "hmac-sha256",
        key: secret_key,
        in: { body: "signature" },
        of: [
          { text: "accessKey=" },
          { value: access_key },
          { text: "&" },
          { pairs: { fields: SIGNED } },
        ],
      },
    },
  ],
  accepted: { status: 204 },
  success: { status: 204 },
  documented: {
    auth: "doc",
    answer: "doc",
    resends: "?",
    source: "developers.momo.vn v3: result-handling/notification",
    read: "2026-11-28",
    doubts: [
      "It waits 15 s for the 204; an older copy of the page says 30 s.",
      "The page prints its example without the keys; the npm package momo-payment-sdk is of an older protocol.",
    ],
  },
});

/** MoMo tells of payments. */
export const momo: Platform = {
  type: "momo",
  title: "MoMo",
  actions: [],
  webhooks: { kinds: [payment] },
};
