import type { Auth, SignedQuery } from "../../../generated/flow.ts";
import { describeDelivery } from "../../deliveries.ts";
import type { Platform } from "../../platform.ts";

const payment = describeDelivery({
  name: "vnpay.payment",
  sender: "VNPay",
  method: "GET",
  carries: ["path"],
  dedupeKey: "{{query.vnp_TxnRef}}/{{query.vnp_TransactionNo}}",
  // Its samples leave parameters without a value out (Node, C#), or sign them as well (PHP).
  waysIn: ({ hash_secret: key = [] }) => [signed(key, "leave_out"), signed(key, "keep")],
  accepted: { status: 200, body: { RspCode: "00", Message: "Confirm Success" } },
  success: { status: 200, fields: { RspCode: [] } },
  repeated: { status: 200, body: { RspCode: "02", Message: "Order already confirmed" } },
  resends: {
    pauses: Array<string>(9).fill("5m"),
    words: "10 calls at most, 5 minutes apart",
  },
  documented: {
    auth: "ran",
    answer: "doc",
    resends: "doc",
    source: "vnpay 2.5.0; sandbox.vnpayment.vn: thanh-toan-pay/pay",
    read: "2026-11-28",
    doubts: [
      "Its samples differ in how ( ) ! ' ~ are encoded, and in empty values; what came is taken as it came.",
      "A payment is good when vnp_ResponseCode and vnp_TransactionStatus are both 00; the PHP sample says or.",
      "An order that is unknown, or has another amount, wants other answers (01, 04): use a respond step.",
      "To a wrong hash its samples answer 200 with RspCode 97. The answer here is 401, which is no success to it either; a test of VNPay's that asks for 97 fails.",
    ],
  },
});

/** VNPay tells of payments. */
export const vnpay: Platform = {
  type: "vnpay",
  title: "VNPay",
  actions: [],
  webhooks: { kinds: [payment] },
};

function signed(key: string | string[], empty: NonNullable<SignedQuery["empty"]>): Auth {
  const query = { prefix: "vnp_", without: ["vnp_SecureHashType"], empty };
  return {
    signature: {
      digest: "hmac-sha512",
      key,
      in: { query: "vnp_SecureHash" },
      of: [{ query_pairs: query }],
    },
  };
}
