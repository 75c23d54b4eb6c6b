import { describeDelivery } from "../../deliveries.ts";
import type { Platform } from "../../platform.ts";

const status = describeDelivery({
  name: "ghn.status",
  sender: "GHN",
  carries: ["path", "query"],
  dedupeKey: "{{body.OrderCode}}/{{body.Type}}/{{body.Status}}/{{body.Time}}",
  accepted: { status: 200 },
  success: { status: 200 },
  resends: { pauses: Array<string>(10).fill("5s"), words: "10 more tries, 5 s apart" },
  documented: {
    auth: "doc",
    answer: "doc",
    resends: "doc",
    source: "api.ghn.vn/home/docs/detail?id=47",
    read: "2026-11-28",
    doubts: [
      "It signs nothing: the address, which GHN's support is told, has to be the secret.",
      "The page writes Type with a capital in words, and small in the sample.",
    ],
  },
});

/** GHN tells of parcels. */
export const ghn: Platform = {
  type: "ghn",
  title: "GHN (Giao Hàng Nhanh)",
  actions: [],
  webhooks: { kinds: [status] },
};
