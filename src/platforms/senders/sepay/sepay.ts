import type { Auth, Credential } from "../../../generated/flow.ts";
import { describeDelivery } from "../../deliveries.ts";
import type { Platform } from "../../platform.ts";

const SUCCESS = { status: 200, body: { success: true } };

const apiKey = (value: Credential): Auth => ({
  header: { name: "Authorization", scheme: "Apikey", value },
});
const secretKey = (value: Credential): Auth => ({ header: { name: "X-Secret-Key", value } });

const transfer = describeDelivery({
  name: "sepay.transfer",
  sender: "SePay",
  carries: ["path", "query"],
  dedupeKey: "{{body.id}}",
  waysIn: ({ secret, api_key }) => [
    ...(secret === undefined ? [] : [signed(secret)]),
    ...(api_key === undefined ? [] : [apiKey(api_key)]),
  ],
  accepted: SUCCESS,
  resends: {
    pauses: ["1m", "1m", "2m", "3m", "5m", "8m", "13m"],
    words: "8 tries in 33 minutes, 30 s for an answer",
  },
  documented: {
    auth: "3rd",
    answer: "doc",
    resends: "doc",
    source: "developer.sepay.vn: xac-thuc, tich-hop-webhook",
    read: "2026-11-28",
    doubts: [
      "Older pages say 7 tries in about 5 hours, 5 s for an answer, and nothing of HMAC.",
      "Of HMAC the page names the headers; what is signed is said by five third parties alike.",
      "Let SePay send JSON: of a form, amounts come as text, and are refused.",
    ],
  },
});

const ipn = describeDelivery({
  name: "sepay.ipn",
  sender: "SePay's payment gateway",
  carries: ["path", "query"],
  dedupeKey: "{{body.notification_type}}/{{body.transaction.id}}",
  waysIn: ({ secret_key }) => (secret_key === undefined ? [] : [secretKey(secret_key)]),
  accepted: SUCCESS,
  success: { status: 200 },
  documented: {
    auth: "doc",
    answer: "doc",
    resends: "?",
    source: "developer.sepay.vn: cong-thanh-toan/IPN",
    read: "2026-11-28",
    doubts: ["Amounts are text here, and numbers in a transfer."],
  },
});

const bankHub = describeDelivery({
  name: "sepay.bank_hub",
  sender: "SePay's Bank Hub",
  carries: ["path", "query"],
  dedupeKey: "{{body.transaction_id}}",
  waysIn: ({ api_key, secret_key }) => [
    ...(api_key === undefined ? [] : [apiKey(api_key)]),
    ...(secret_key === undefined ? [] : [secretKey(secret_key)]),
  ],
  accepted: SUCCESS,
  success: { status: 200, fields: { success: [true] } },
  documented: {
    auth: "doc",
    answer: "doc",
    resends: "?",
    source: "developer.sepay.vn: bankhub",
    read: "2026-11-28",
    doubts: ["Its fields were seen in part: any others come through."],
  },
});

/** SePay tells of bank transfers and payments. */
export const sepay: Platform = {
  type: "sepay",
  title: "SePay",
  actions: [],
  webhooks: { kinds: [transfer, ipn, bankHub] },
};

function signed(key: Credential): Auth {
  return {
    signature: {
      digest: "hmac-sha256",
      key,
      in: { header: "X-SePay-Signature", prefix: "sha256=" },
      timestamp: { header: "X-SePay-Timestamp" },
      of: [{ header: "X-SePay-Timestamp" }, { text: "." }, { raw: true }],
    },
  };
}
