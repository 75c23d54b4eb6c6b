// Generated from schemas/ by scripts/generate-types.mjs: do not edit, run `npm run schemas`.

/**
 * The app's secret.
 *
 * @minItems 1
 */
export type Credential = string | string[];

/**
 * Its connection, input and output of every action, and what it sends, by the names of their files.
 */
export interface Shapes {
  "deliveries/order": SapoOrderDelivery;
}
/**
 * An order at Sapo: X-Sapo-Topic says what happened to it.
 */
export interface SapoOrderDelivery {
  body: Order;
  credentials: Credentials;
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
  name?: string | null;
  /**
   * The total, VND.
   */
  total_price?: number | string | null;
  /**
   * pending, paid and others.
   */
  financial_status?: string | null;
  /**
   * When it was changed, ISO 8601.
   */
  modified_on?: string | null;
  [k: string]: unknown;
}
/**
 * What Sapo signs with.
 */
export interface Credentials {
  secret: Credential;
}
