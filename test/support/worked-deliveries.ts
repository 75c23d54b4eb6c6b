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
const NOTHING_MORE = expect.objectContaining({ run_id: expect.any(String) });
const REPEATED = expect.objectContaining({ duplicate: true });
/** The vendor's own example, with the sandbox's public key. */
const ZALOPAY = String.raw`{"app_id":2553,"app_trans_id":"200904_2553_1598435687208","app_time":1599189392817,"app_user":"demo","amount":10000,"embed_data":"{\"merchantinfo\":\"embeddata123\",\"promotioninfo\":\"\"}","item":"[{\"itemid\":\"knb\",\"itemname\":\"kim nguyen bao\",\"itemprice\":198400,\"itemquantity\":1}]","zp_trans_id":200904000000389,"server_time":1599189413498,"channel":38,"merchant_user_id":"7ZMSl3nEg5sOUJzOLSoUFT8xKNQVaLOLXHB--8Eytqc","user_fee_amount":0,"discount_amount":0}`;
const KIOTVIET =
  '{"Id":"6f0c0001-0000-4000-8000-000000000001","Attempt":1,"Notifications":[{"Action":"order.update","Data":[{"Id":70001,"Code":"DH1001","PurchaseDate":"2026-11-28T09:15:00","BranchId":1,"Total":250000,"Status":1,"StatusValue":"Phiếu tạm"}]}]}';
const KIOTVIET_HEX = "e4a915ad73f2b9c9da6c7b3ce4165eb97cd0c3fbf3460661a45be9d6dd239c5b";
const ZALO =
  '{"app_id":"1234567890123456789","user_id_by_app":"7000000000000000001","event_name":"user_send_text","sender":{"id":"8000000000000000001"},"recipient":{"id":"9000000000000000001"},"message":{"msg_id":"a1b2c3d4","text":"Shop còn áo dài size M không?"},"timestamp":"1795832100123"}';
const ZALO_HEX = "6d3debe69cf6084343da6d04ef580a77b4ffc9eab55f3223dcbebd2d680e89ba";
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
    answer: [200, NOTHING_MORE],
    repeat: [200, REPEATED],
  },
  {
    from: "momo.payment",
    credentials: { access_key: "khoa-truy-cap", secret_key: "khoa-bi-mat-thu-nghiem" },
    body: '{"partnerCode":"SHOPMAU","orderId":"DH1001-1","requestId":"R1001-1","amount":250000,"orderInfo":"Thanh toán đơn DH1001","orderType":"momo_wallet","transId":4088000001,"resultCode":0,"message":"Thành công.","payType":"qr","responseTime":1795857300000,"extraData":"","signature":"e7c14ccb6e9a949196e70c3ffcdbbbfafa3e7e8e69472857bc72db0ed26d1230"}',
    in: { body: "signature" },
    signed: ["250000", "950000"],
    answer: [204, {}],
  },
  {
    from: "zalopay.payment",
    credentials: { key2: "kLtgPl8HHhfvMuDHPwKfgfsY4Ydm9eIz" },
    body: JSON.stringify({
      data: ZALOPAY,
      mac: "d8d33baf449b31d7f9b94fa50d7c942c08cd4d83f28fa185557da21acb104f67",
      type: 1,
    }),
    in: { body: "mac" },
    signed: ["10000", "90000"],
    answer: [200, { return_code: 1, return_message: "success" }],
  },
  {
    from: "haravan.event",
    credentials: { secret: "chuoi-xac-thuc-thu-nghiem" },
    headers: {
      "x-haravan-topic": "customers/update",
      "x-haravan-hmacsha256": "qZH++QmKwYU7RQ2/bcPym9ZJ9ST2u/ft99C/YNUNUY0=",
    },
    body: HARAVAN,
    in: { header: "x-haravan-hmacsha256" },
    signed: ["250000.0", "250000"],
    answer: [200, NOTHING_MORE],
    repeat: [200, REPEATED],
  },
  {
    from: "sapo.order",
    credentials: { secret: "chuoi-xac-thuc-thu-nghiem" },
    headers: {
      "x-sapo-topic": "orders/create",
      "x-sapo-hmac-sha256": "qZH++QmKwYU7RQ2/bcPym9ZJ9ST2u/ft99C/YNUNUY0=",
    },
    body: HARAVAN,
    in: { header: "x-sapo-hmac-sha256" },
    signed: ["250000.0", "250000"],
    answer: [200, NOTHING_MORE],
    repeat: [200, REPEATED],
  },
  ...["", "sha256=", "sha1="].map(
    (prefix): WorkedDelivery => ({
      from: "kiotviet.event",
      credentials: { secret: "bWF0a2hhdS13ZWJob29rLTAx" },
      headers: { "x-hub-signature": prefix + KIOTVIET_HEX },
      body: KIOTVIET,
      in: { header: "x-hub-signature" },
      signed: ["250000", "950000"],
      answer: [200, NOTHING_MORE],
      repeat: [200, REPEATED],
    }),
  ),
  {
    from: "nhanh.event",
    credentials: { verify_token: "ma-xac-minh-thu-nghiem-01" },
    headers: { authorization: "ma-xac-minh-thu-nghiem-01" },
    body: '{"event":"orderUpdate","businessId":12345,"data":{"info":{"id":70001,"status":54,"updatedAt":1795832100}}}',
    in: { header: "authorization" },
    answer: [200, NOTHING_MORE],
    repeat: [200, REPEATED],
  },
  {
    from: "nhanh.event",
    credentials: { verify_token: "ma-xac-minh-thu-nghiem-02" },
    body: '{"event":"orderDelete","businessId":12345,"webhooksVerifyToken":"ma-xac-minh-thu-nghiem-02","data":[70001,70002]}',
    in: { body: "webhooksVerifyToken" },
    answer: [200, NOTHING_MORE],
    repeat: [200, REPEATED],
  },
  {
    from: "casso.transaction",
    credentials: { security_key: "khoa-casso-thu-nghiem" },
    headers: {
      "x-casso-signature":
        "t=1795832100123,v1=18e876e4ae58d46002ce2995a560134062f6ccb875a64e052a8b06ac53cd8d348293c4fb5390febc90988daea713eb7139a3c7f4c4b3051cc20141a8c1434733",
    },
    body: '{"error":0,"data":{"id":218001,"reference":"FT26332000001","description":"DH1001 ao thun","amount":250000,"runningBalance":1250000,"transactionDateTime":"2026-11-28 09:15:00","accountNumber":"0011223344","bankName":"MBBank","bankAbbreviation":"MBB","virtualAccountNumber":"","virtualAccountName":"","counterAccountName":"NGUYEN THI MAU","counterAccountNumber":"","counterAccountBankId":"","counterAccountBankName":""}}',
    in: { header: "x-casso-signature" },
    signed: ["250000", "950000"],
    answer: SUCCESS,
  },
  {
    from: "casso.transactions",
    credentials: { security_key: "khoa-casso-thu-nghiem-v1" },
    headers: { "secure-token": "khoa-casso-thu-nghiem-v1" },
    body: '{"error":0,"data":[{"id":218001,"tid":"FT1","description":"DH1001","amount":250000}]}',
    in: { header: "secure-token" },
    answer: SUCCESS,
  },
  {
    from: "pay2s.transactions",
    credentials: { token: "ma-pay2s-thu-nghiem-01" },
    headers: { authorization: "Bearer ma-pay2s-thu-nghiem-01" },
    body: '{"transactions":[{"id":"100001","content":"DH1001","transferType":"IN","transferAmount":250000}]}',
    in: { header: "authorization" },
    answer: SUCCESS,
  },
  {
    from: "zalo.event",
    credentials: { app_id: "1234567890123456789", oa_secret_key: "khoa-oa-thu-nghiem" },
    headers: { "x-zevent-signature": `mac=${ZALO_HEX}` },
    body: ZALO,
    in: { header: "x-zevent-signature" },
    signed: ["size M", "size L"],
    answer: [200, NOTHING_MORE],
    repeat: [200, REPEATED],
  },
  {
    from: "zalo.event",
    credentials: { app_id: "1234567890123456789", oa_secret_key: "khoa-oa-thu-nghiem" },
    headers: { "x-zevent-signature": ZALO_HEX, "x-zevent-timestamp": "1795832100123" },
    body: ZALO,
    in: { header: "x-zevent-signature" },
    signed: ["size M", "size L"],
    answer: [200, NOTHING_MORE],
    repeat: [200, REPEATED],
  },
  {
    from: "ghtk.status",
    credentials: { hash: "bi-mat-o-dia-chi-01" },
    query: "shop=1&hash=bi-mat-o-dia-chi-01",
    contentType: "application/x-www-form-urlencoded",
    body: "partner_id=DH1001&label_id=S1.A1.17373471&status_id=5&action_time=2026-11-28T09:15:00+07:00&reason_code=&reason=&weight=0.5&fee=15000&pick_money=250000&return_part_package=0",
    in: { query: "hash" },
    answer: [200, NOTHING_MORE],
    repeat: [200, REPEATED],
  },
  {
    from: "getfly.event",
    credentials: { secret_key: "khoa-getfly-thu-nghiem" },
    contentType: "application/x-www-form-urlencoded",
    body: "event=order.created&secret_key=khoa-getfly-thu-nghiem&data[order_id]=70001&data[order_code]=DH1001&domain=https%3A%2F%2Fcrm.example&uid=req-0001&created_at=1795832100",
    in: { body: "secret_key" },
    answer: [202, NOTHING_MORE],
    repeat: [200, REPEATED],
  },
];
