import { describeDelivery } from "../../deliveries.ts";
import type { Platform } from "../../platform.ts";

const status = describeDelivery({
  name: "ghtk.status",
  sender: "GHTK",
  carries: ["path", "query"],
  dedupeKey: "{{body.label_id}}/{{body.status_id}}/{{body.action_time}}",
  headers: { "content-type": "application/x-www-form-urlencoded" },
  waysIn: ({ hash: value = [] }) => [{ query: { name: "hash", value } }],
  accepted: { status: 200 },
  success: { status: 200 },
  resends: { words: "once (api.ghtk.vn), or without a number (two other pages)" },
  documented: {
    auth: "doc",
    answer: "doc",
    resends: "doc",
    source: "api.ghtk.vn, docs.giaohangtietkiem.vn, pro-docs.ghtk.vn: submit-order/webhook",
    read: "2026-11-28",
    doubts: [
      "In its request the + of action_time's zone stands bare, so that it comes as a blank: helpers take it for a +.",
      "Its example has a fee of 15000 in JSON and of 1500 in the request; reason_code is a number on one page.",
    ],
  },
});

/** GHTK tells of parcels. */
export const ghtk: Platform = {
  type: "ghtk",
  title: "GHTK (Giao Hàng Tiết Kiệm)",
  actions: [],
  webhooks: { kinds: [status] },
};
