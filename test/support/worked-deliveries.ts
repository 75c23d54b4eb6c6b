/**
 * A delivery of each sender with a credential, signed by somebody else's code: computed by hand and, where a
 * package of the sender exists, accepted by it (docs/senders.md). Nothing in them is real.
 */
import { createHmac } from "node:crypto";
import { expect } from "vitest";

export interface WorkedDelivery {
  /** What `from` says. */
  readonly from: string;
  /** Values of the credentials, by their names. */
  readonly credentials: Readonly<Record<string, string>>;
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  /** When it was sent, in milliseconds since 1970, where its signature says so. */
  readonly sentAt?: number;
  /** The same headers for another time. */
  readonly headersAt?: (ms: number) => Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: string;
  readonly contentType?: string;
  /** Where the credential stands. */
  readonly in: { readonly header: string } | { readonly body: string } | { readonly query: string };
  /** A part that is signed, and another text in its place; undefined where nothing is. */
  readonly signed?: readonly [part: string, other: string];
  /** What the sender takes for a success, and for a repeat where that differs. */
  readonly answer: readonly [status: number, body: unknown];
  readonly repeat?: readonly [status: number, body: unknown];
}

const TRANSFER =
  '{"id":9270401,"gateway":"MBBank","transactionDate":"2026-11-28 09:15:00","accountNumber":"0011223344","subAccount":null,"code":"DH1001","content":"DH1001 ao thun","transferType":"in","description":"MBBank: DH1001 ao thun","transferAmount":250000,"accumulated":1250000,"referenceCode":"FT26332000001"}';
const SUCCESS = [200, { success: true }] as const;
const HARAVAN =
  '{"id":1001,"order_number":"#1001","email":"khach@shop.example","total_price":250000.0,"financial_status":"pending","updated_at":"2026-11-28T02:15:00Z","note":"Áo dài"}';

export const WORKED: readonly WorkedDelivery[] = [
  {
    from: "sepay.transfer",
    credentials: { secret: "whsec_thu_nghiem_0001" },
    sentAt: 1_795_832_100_000,
    headers: {
      "x-sepay-timestamp": "1795832100",
      "x-sepay-signature":
        "sha256=d8a480e4ff43198c85bbc5021a81be48de84d3fda724575e56c91bba6ef4e1fa",
    },
    headersAt: (ms) => {
      const time = String(Math.floor(ms / 1_000));
      const hmac = createHmac("sha256", "whsec_thu_nghiem_0001").update(`${time}.${TRANSFER}`);
      return { "x-sepay-timestamp": time, "x-sepay-signature": `sha256=${hmac.digest("hex")}` };
    },
    body: TRANSFER,
    in: { header: "x-sepay-signature" },
    signed: ["250000", "950000"],
    answer: SUCCESS,
  },
  {
    from: "sepay.transfer",
    credentials: { api_key: "khoa-api-thu-nghiem-01" },
    headers: { authorization: "Apikey khoa-api-thu-nghiem-01" },
    body: TRANSFER,
    in: { header: "authorization" },
    answer: SUCCESS,
  },
  {
    from: "sepay.ipn",
    credentials: { secret_key: "khoa-ipn-thu-nghiem-01" },
    headers: { "x-secret-key": "khoa-ipn-thu-nghiem-01" },
    body: '{"timestamp":1795832100,"notification_type":"ORDER_PAID","order":{"id":"o1","order_amount":"250000.00","order_invoice_number":"DH1001"},"transaction":{"id":"t1","transaction_amount":"250000"},"customer":null}',
    in: { header: "x-secret-key" },
    answer: SUCCESS,
  },
  {
    from: "sepay.bank_hub",
    credentials: { api_key: "khoa-hub-thu-nghiem-01" },
    headers: { authorization: "apikey khoa-hub-thu-nghiem-01" },
    body: '{"transaction_id":"bh-1","transfer_type":"credit","amount":250000}',
    in: { header: "authorization" },
    answer: SUCCESS,
  },
  {
    from: "payos.payment",
    credentials: { checksum_key: "khoa-thu-nghiem-0001" },
    body: '{"code":"00","desc":"success","success":true,"data":{"orderCode":20261128001,"amount":250000,"description":"CSDH1001 AO THUN","accountNumber":"0011223344","reference":"FT26332000001","transactionDateTime":"2026-11-28 09:15:00","currency":"VND","paymentLinkId":"0f0e0d0c0b0a09080706050403020100","code":"00","desc":"Thành công","counterAccountBankId":null,"counterAccountBankName":null,"counterAccountName":"NGUYEN THI MAU","counterAccountNumber":null,"virtualAccountName":"","virtualAccountNumber":"VQRQ0001"},"signature":"d639de2b679d4722eb1661ace6fc16ae67b91c775de053787953e9e9bb6848ee"}',
    in: { body: "signature" },
    signed: ["250000", "950000"],
    answer: SUCCESS,
  },
  {
    from: "vnpay.payment",
    credentials: { hash_secret: "KHOATHUNGHIEM00000000000000000001" },
    method: "GET",
    query:
      "vnp_Amount=25000000&vnp_BankCode=NCB&vnp_BankTranNo=VNP14900001&vnp_CardType=ATM&vnp_OrderInfo=Thanh+toan+don+hang+DH1001&vnp_PayDate=20261128091500&vnp_ResponseCode=00&vnp_TmnCode=SHOPMAU1&vnp_TransactionNo=14900001&vnp_TransactionStatus=00&vnp_TxnRef=DH1001&vnp_SecureHash=bd01c7c4ee5368b0842e64173e673f604c6649fef5ea099c32c0c434c20bd8ad5cb30c2cb1ad8bfa529e23f6990663e0d0daa0cd64e9a6afb2c00528bb61ae48",
    in: { query: "vnp_SecureHash" },
    signed: ["25000000", "95000000"],
    answer: [200, { RspCode: "00", Message: "Confirm Success" }],
    repeat: [200, { RspCode: "02", Message: "Order already confirmed" }],
  },
  {
    from: "haravan.order",
    credentials: { secret: "chuoi-xac-thuc-thu-nghiem" },
    headers: {
      "x-haravan-topic": "orders/create",
      "x-haravan-hmacsha256": "qZH++QmKwYU7RQ2/bcPym9ZJ9ST2u/ft99C/YNUNUY0=",
    },
    body: HARAVAN,
    in: { header: "x-haravan-hmacsha256" },
    signed: ["250000.0", "250000"],
    answer: [200, expect.objectContaining({ run_id: expect.any(String) })],
    repeat: [200, expect.objectContaining({ duplicate: true })],
  },
];
