// Generated from schemas/ by scripts/generate-types.mjs: do not edit, run `npm run schemas`.

/**
 * The checksum key.
 *
 * @minItems 1
 */
export type Credential = string | string[];

/**
 * Its connection, input and output of every action, and what it sends, by the names of their files.
 */
export interface Shapes {
  "deliveries/payment": PayosPaymentDelivery;
}
/**
 * A payment that payOS saw.
 */
export interface PayosPaymentDelivery {
  body: Payment;
  credentials: Credentials;
}
/**
 * What payOS posts. Only `data` is signed: read nothing beside it.
 */
export interface Payment {
  /**
   * Not signed.
   */
  code?: string;
  /**
   * Not signed.
   */
  desc?: string;
  /**
   * Not signed.
   */
  success?: boolean;
  /**
   * The payment.
   */
  data: {
    /**
     * The shop's number of the order.
     */
    orderCode: number;
    /**
     * VND.
     */
    amount: number;
    /**
     * What the payer wrote.
     */
    description: string;
    /**
     * The shop's account.
     */
    accountNumber?: string;
    /**
     * The bank's reference.
     */
    reference: string;
    /**
     * When, without a zone.
     */
    transactionDateTime?: string;
    /**
     * The currency.
     */
    currency?: string;
    /**
     * The payment link.
     */
    paymentLinkId: string;
    /**
     * 00: paid.
     */
    code?: string;
    /**
     * The code in words.
     */
    desc?: string;
    /**
     * The payer's bank.
     */
    counterAccountBankId?: string | null;
    /**
     * Its name.
     */
    counterAccountBankName?: string | null;
    /**
     * The payer's name.
     */
    counterAccountName?: string | null;
    /**
     * The payer's account.
     */
    counterAccountNumber?: string | null;
    /**
     * The virtual account's name.
     */
    virtualAccountName?: string | null;
    /**
     * The virtual account.
     */
    virtualAccountNumber?: string | null;
    [k: string]: unknown;
  };
  [k: string]: unknown;
}
/**
 * What the payment channel shows.
 */
export interface Credentials {
  checksum_key: Credential;
}
