// Generated from schemas/ by scripts/generate-types.mjs: do not edit, run `npm run schemas`.

/**
 * The API key of `Authorization: Apikey`.
 *
 * @minItems 1
 */
export type Credential = string | string[];
/**
 * The secret of the header X-Secret-Key.
 *
 * @minItems 1
 */
export type Credential1 = string | string[];
/**
 * The secret of the header X-Secret-Key.
 *
 * @minItems 1
 */
export type Credential2 = string | string[];
/**
 * The webhook's secret, where SePay signs with HMAC-SHA256.
 *
 * @minItems 1
 */
export type Credential3 = string | string[];
/**
 * The API key of `Authorization: Apikey`.
 *
 * @minItems 1
 */
export type Credential4 = string | string[];

/**
 * Its connection, input and output of every action, and what it sends, by the names of their files.
 */
export interface Shapes {
  "deliveries/bank_hub": SepayBankHubDelivery;
  "deliveries/ipn": SepayIpnDelivery;
  "deliveries/transfer": SepayTransferDelivery;
}
/**
 * A transfer that SePay's Bank Hub saw.
 */
export interface SepayBankHubDelivery {
  body: BankHub;
  credentials: Credentials;
}
/**
 * What Bank Hub posts; of its fields only these are sure.
 */
export interface BankHub {
  /**
   * The transfer's id.
   */
  transaction_id: number | string;
  /**
   * credit or debit.
   */
  transfer_type?: string;
  [k: string]: unknown;
}
/**
 * Either of the two.
 */
export interface Credentials {
  api_key?: Credential;
  secret_key?: Credential1;
}
/**
 * A payment through SePay's gateway (IPN).
 */
export interface SepayIpnDelivery {
  body: Ipn;
  credentials: Credentials1;
}
/**
 * What SePay's gateway posts.
 */
export interface Ipn {
  /**
   * Seconds since 1970.
   */
  timestamp?: number;
  /**
   * ORDER_PAID, RENEWAL_ORDER_PAID or TRANSACTION_VOID.
   */
  notification_type: string;
  /**
   * The order.
   */
  order: {
    /**
     * Its id at SePay.
     */
    id?: string;
    /**
     * Its number at SePay.
     */
    order_id?: string;
    /**
     * CAPTURED and others.
     */
    order_status?: string;
    /**
     * The currency.
     */
    order_currency?: string;
    /**
     * The amount, as text.
     */
    order_amount?: string;
    /**
     * The shop's own number.
     */
    order_invoice_number?: string;
    [k: string]: unknown;
  };
  /**
   * The payment.
   */
  transaction: {
    /**
     * Its id.
     */
    id: string;
    /**
     * Its number.
     */
    transaction_id?: string;
    /**
     * The amount, as text.
     */
    transaction_amount?: string;
    [k: string]: unknown;
  };
  /**
   * The customer, where SePay knows one.
   */
  customer?: {
    [k: string]: unknown;
  } | null;
  [k: string]: unknown;
}
/**
 * What the merchant chose.
 */
export interface Credentials1 {
  secret_key: Credential2;
}
/**
 * A bank transfer that SePay saw.
 */
export interface SepayTransferDelivery {
  body: Transfer;
  credentials: Credentials2;
}
/**
 * What SePay posts for a transfer.
 */
export interface Transfer {
  /**
   * The transfer's id at SePay.
   */
  id: number;
  /**
   * The bank.
   */
  gateway: string;
  /**
   * When, in Vietnam's time, without a zone.
   */
  transactionDate: string;
  /**
   * The account.
   */
  accountNumber: string;
  /**
   * A virtual account.
   */
  subAccount?: string | null;
  /**
   * The payment code that SePay found in the content.
   */
  code?: string | null;
  /**
   * What the payer wrote.
   */
  content: string;
  /**
   * in or out.
   */
  transferType: "in" | "out";
  /**
   * The bank's whole text.
   */
  description?: string | null;
  /**
   * VND.
   */
  transferAmount: number;
  /**
   * The balance, VND.
   */
  accumulated?: number;
  /**
   * The bank's reference.
   */
  referenceCode?: string | null;
  [k: string]: unknown;
}
/**
 * Either of the two that SePay lets the shop choose.
 */
export interface Credentials2 {
  secret?: Credential3;
  api_key?: Credential4;
}
