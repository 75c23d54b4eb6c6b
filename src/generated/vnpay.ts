// Generated from schemas/ by scripts/generate-types.mjs: do not edit, run `npm run schemas`.

/**
 * The hash secret.
 *
 * @minItems 1
 */
export type Credential = string | string[];

/**
 * Its connection, input and output of every action, and what it sends, by the names of their files.
 */
export interface Shapes {
  "deliveries/payment": VnpayPaymentDelivery;
}
/**
 * A payment through VNPay (IPN): a GET whose query is signed.
 */
export interface VnpayPaymentDelivery {
  query: VnpayQuery;
  credentials: Credentials;
}
/**
 * What VNPay sends; all of it is text.
 */
export interface VnpayQuery {
  /**
   * VND times 100.
   */
  vnp_Amount: string;
  /**
   * The bank.
   */
  vnp_BankCode?: string;
  /**
   * The bank's reference.
   */
  vnp_BankTranNo?: string;
  /**
   * ATM, QRCODE and others.
   */
  vnp_CardType?: string;
  /**
   * What the shop wrote.
   */
  vnp_OrderInfo?: string;
  /**
   * yyyyMMddHHmmss, Vietnam's time.
   */
  vnp_PayDate?: string;
  /**
   * 00: paid, if vnp_TransactionStatus is 00, too.
   */
  vnp_ResponseCode: string;
  /**
   * The shop's code at VNPay: compare it.
   */
  vnp_TmnCode: string;
  /**
   * VNPay's number.
   */
  vnp_TransactionNo: string;
  /**
   * 00: paid.
   */
  vnp_TransactionStatus?: string;
  /**
   * The shop's number of the order.
   */
  vnp_TxnRef: string;
  [k: string]: unknown;
}
/**
 * What VNPay gave the shop.
 */
export interface Credentials {
  hash_secret: Credential;
}
