import { describeDelivery } from "../../deliveries.ts";
import type { Platform } from "../../platform.ts";

const SUCCESS = { status: 200, body: { success: true } };

const transaction = describeDelivery({
  name: "casso.transaction",
  sender: "Casso",
  carries: ["path", "query"],
  dedupeKey: "{{body.data.id}}",
  waysIn: ({ security_key: key = [] }) => [
    {
      signature: {
        digest: "hmac-sha512",
        key,
        in: { header: "X-Casso-Signature", list: "v1" },
        of: [{ piece: "t" }, { text: "." }, { sorted_json: true }],
      },
    },
  ],
  trials: [{ body: { data: { id: 0 } } }],
  accepted: SUCCESS,
  documented: {
    auth: "ran",
    answer: "?",
    resends: "?",
    source: "developer.casso.vn; CassoHQ/casso-webhook-v2-verify-signature",
    read: "2026-11-28",
    doubts: [
      "Its samples write letters with accents, and /, each in another way: any of the three is taken.",
      "Of its examples that of the Python and PHP samples verifies; that of the JavaScript sample does not, with the key beside it.",
      "The mark t is not held against a clock: no page says how old it may be.",
    ],
  },
});

const transactions = describeDelivery({
  name: "casso.transactions",
  sender: "Casso (webhook v1)",
  carries: ["path", "query"],
  dedupeKey: "{{body.id}}",
  items: "data",
  waysIn: ({ security_key: value = [] }) => [{ header: { name: "Secure-Token", value } }],
  accepted: SUCCESS,
  documented: {
    auth: "doc",
    answer: "?",
    resends: "?",
    source: "developer.casso.vn",
    read: "2026-11-28",
    doubts: ["That v1 sends a list is said by others."],
  },
});

/** Casso tells of bank transfers. */
export const casso: Platform = {
  type: "casso",
  title: "Casso",
  actions: [],
  webhooks: { kinds: [transaction, transactions] },
};
