import { describeDelivery } from "../../deliveries.ts";
import type { Platform } from "../../platform.ts";

const event = describeDelivery({
  name: "nhanh.event",
  sender: "Nhanh.vn",
  carries: ["path", "query"],
  dedupeKey:
    "{{body.event}}/{{default body.businessId '-'}}/{{default body.data.info.id '-'}}/{{default body.data.info.updatedAt (hash (json body))}}",
  waysIn: ({ verify_token: value = [] }) => [
    { header: { name: "Authorization", value } },
    { body: { field: "webhooksVerifyToken", value } },
  ],
  trials: [{ body: { event: "webhooksEnabled" }, unsigned: true }],
  accepted: { status: 200 },
  success: { status: 200 },
  resends: {
    pauses: ["5m", "10m", "30m"],
    words: "3 more tries, after 5, 10 and 30 minutes",
  },
  documented: {
    auth: "doc",
    answer: "doc",
    resends: "doc",
    source: "apidocs.nhanh.vn: webhooks (v2, v3)",
    read: "2026-11-28",
    doubts: [
      "Of v3 one page has the token in the header Authorization, another in the body: either is taken. v2, with the token in the body, ends on 2026-11-30.",
      "The pauses are those of v2; v3 gives none.",
      "A 301 or 302 counts as failed; who fails often is served later, then switched off.",
    ],
  },
});

/** Nhanh.vn tells of orders, products and stock. */
export const nhanh: Platform = {
  type: "nhanh",
  title: "Nhanh.vn",
  actions: [],
  webhooks: { kinds: [event] },
};
