// Generated from schemas/ by scripts/generate-types.mjs: do not edit, run `npm run schemas`.

/**
 * The key2.
 *
 * @minItems 1
 */
export type Credential = string | string[];

/**
 * Its connection, input and output of every action, and what it sends, by the names of their files.
 */
export interface Shapes {
  "deliveries/payment": ZalopayPaymentDelivery;
}
/**
 * A payment through ZaloPay (callback).
 */
export interface ZalopayPaymentDelivery {
  body: Payment;
  credentials: Credentials;
}
/**
 * What ZaloPay posts; `data` is a text with JSON in it, of which flows read what is in it.
 */
export interface Payment {
  /**
   * The payment.
   */
  data: {
    /**
     * The app.
     */
    app_id: number;
    /**
     * The shop's number, yymmdd_….
     */
    app_trans_id: string;
    /**
     * Milliseconds since 1970.
     */
    app_time?: number;
    /**
     * Who pays.
     */
    app_user?: string;
    /**
     * VND.
     */
    amount: number;
    /**
     * JSON in a text.
     */
    embed_data?: string;
    /**
     * JSON in a text.
     */
    item?: string;
    /**
     * ZaloPay's number.
     */
    zp_trans_id: number | string;
    /**
     * Milliseconds since 1970.
     */
    server_time?: number;
    /**
     * How it was paid.
     */
    channel?: number;
    /**
     * Who pays, at ZaloPay.
     */
    merchant_user_id?: string;
    /**
     * VND.
     */
    user_fee_amount?: number;
    /**
     * VND.
     */
    discount_amount?: number;
    [k: string]: unknown;
  };
  /**
   * 1: an order; 2: an agreement.
   */
  type?: number;
  [k: string]: unknown;
}
/**
 * What ZaloPay gave the shop.
 */
export interface Credentials {
  key2: Credential;
}
