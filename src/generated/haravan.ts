// Generated from schemas/ by scripts/generate-types.mjs: do not edit, run `npm run schemas`.

/**
 * The private webhook's authentication string, or the app's secret.
 *
 * @minItems 1
 */
export type Credential = string | string[];
/**
 * An app's verify token, by which Haravan tries the address.
 *
 * @minItems 1
 */
export type Credential1 = string | string[];
/**
 * The private webhook's authentication string, or the app's secret.
 *
 * @minItems 1
 */
export type Credential2 = string | string[];
/**
 * An app's verify token, by which Haravan tries the address.
 *
 * @minItems 1
 */
export type Credential3 = string | string[];

/**
 * Its connection, input and output of every action, and what it sends, by the names of their files.
 */
export interface Shapes {
  "deliveries/event": HaravanEventDelivery;
  "deliveries/order": HaravanOrderDelivery;
}
/**
 * Anything else at Haravan: X-Haravan-Topic says what and what happened to it.
 */
export interface HaravanEventDelivery {
  body: Event;
  credentials: Credentials;
}
/**
 * What it is about; its fields go by the topic.
 */
export interface Event {
  /**
   * Its id.
   */
  id?: number | string;
  /**
   * When it was changed, ISO 8601.
   */
  updated_at?: string;
  [k: string]: unknown;
}
/**
 * Of a private webhook, or of an app.
 */
export interface Credentials {
  secret: Credential;
  verify_token?: Credential1;
}
/**
 * An order at Haravan: X-Haravan-Topic says what happened to it.
 */
export interface HaravanOrderDelivery {
  body: Order;
  credentials: Credentials1;
}
/**
 * The order; of its many fields these are described.
 */
export interface Order {
  /**
   * The order's id.
   */
  id: number | string;
  /**
   * Its number, as the customer sees it.
   */
  order_number?: string;
  /**
   * The customer's e-mail.
   */
  email?: string | null;
  /**
   * The total, VND.
   */
  total_price?: number | string;
  /**
   * pending, paid and others.
   */
  financial_status?: string | null;
  /**
   * Whether it was sent.
   */
  fulfillment_status?: string | null;
  /**
   * When it was changed, ISO 8601.
   */
  updated_at: string;
  /**
   * The customer's note.
   */
  note?: string | null;
  [k: string]: unknown;
}
/**
 * Of a private webhook, or of an app.
 */
export interface Credentials1 {
  secret: Credential2;
  verify_token?: Credential3;
}
