// Generated from schemas/ by scripts/generate-types.mjs: do not edit, run `npm run schemas`.

/**
 * The access key, which is signed and not sent.
 *
 * @minItems 1
 */
export type Credential = string | string[];
/**
 * The secret key.
 *
 * @minItems 1
 */
export type Credential1 = string | string[];

/**
 * Its connection, input and output of every action, and what it sends, by the names of their files.
 */
export interface Shapes {
  "deliveries/payment": MomoPaymentDelivery;
}
/**
 * A payment through MoMo (IPN).
 */
export interface MomoPaymentDelivery {
  body: Payment;
  credentials: Credentials;
}
/**
 * What MoMo posts. Only the fields that are needed are signed.
 */
export interface Payment {
  /**
   * The shop at MoMo: compare it.
   */
  partnerCode: string;
  /**
   * The shop's number of the order.
   */
  orderId: string;
  /**
   * The shop's number of the request.
   */
  requestId: string;
  /**
   * VND: compare it with the order.
   */
  amount: number;
  /**
   * What the shop wrote.
   */
  orderInfo: string;
  /**
   * momo_wallet.
   */
  orderType: string;
  /**
   * MoMo's number.
   */
  transId: number | string;
  /**
   * 0: paid; 9000: authorised; anything else: not.
   */
  resultCode: number;
  /**
   * The code in words.
   */
  message: string;
  /**
   * webApp, app, qr, miniapp and others.
   */
  payType: string;
  /**
   * Milliseconds since 1970.
   */
  responseTime: number | string;
  /**
   * What the shop sent along.
   */
  extraData: string;
  /**
   * Not signed.
   */
  paymentOption?: string;
  /**
   * Not signed.
   */
  userFee?: number | null;
  [k: string]: unknown;
}
/**
 * What MoMo gave the shop.
 */
export interface Credentials {
  access_key: Credential;
  secret_key: Credential1;
}
