import { describeDelivery } from "../../deliveries.ts";
import type { Platform } from "../../platform.ts";

const transactions = describeDelivery({
  name: "pay2s.transactions",
  sender: "Pay2S",
  carries: ["path", "query"],
  dedupeKey: "{{body.id}}",
  items: "transactions",
  waysIn: ({ token = [] }) => [{ bearer: { token } }],
  accepted: { status: 200, body: { success: true } },
  success: { status: 200, fields: { success: [true] } },
  resends: { pauses: Array<string>(6).fill("1m"), words: "6 more tries, 60 s apart" },
  documented: {
    auth: "doc",
    answer: "doc",
    resends: "doc",
    source: "docs.pay2s.vn: tai-lieu-ky-thuat",
    read: "2026-11-28",
    doubts: ["How checksum is made, no page says: it is not checked."],
  },
});

/** Pay2S tells of bank transfers. */
export const pay2s: Platform = {
  type: "pay2s",
  title: "Pay2S",
  actions: [],
  webhooks: { kinds: [transactions] },
};
