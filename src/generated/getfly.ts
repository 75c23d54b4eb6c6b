// Generated from schemas/ by scripts/generate-types.mjs: do not edit, run `npm run schemas`.

/**
 * The field secret_key of the form.
 *
 * @minItems 1
 */
export type Credential = string | string[];

/**
 * Its connection, input and output of every action, and what it sends, by the names of their files.
 */
export interface Shapes {
  "deliveries/event": GetflyEventDelivery;
}
/**
 * Something at Getfly CRM happened: customers, orders, products.
 */
export interface GetflyEventDelivery {
  body: Event;
  credentials: Credentials;
}
/**
 * What Getfly posts: a form, in which everything is text.
 */
export interface Event {
  /**
   * customer.created, order.created, order.approved, task.updated and others.
   */
  event: string;
  /**
   * What it is about; its fields go by the event.
   */
  data?: {
    /**
     * Of an order: its id.
     */
    order_id?: string;
    /**
     * Of an order: its number.
     */
    order_code?: string;
    [k: string]: unknown;
  };
  /**
   * The CRM that sends.
   */
  domain?: string;
  /**
   * The delivery's id.
   */
  uid?: string;
  /**
   * Seconds since 1970.
   */
  created_at?: string | number;
  [k: string]: unknown;
}
/**
 * What was set at Getfly.
 */
export interface Credentials {
  secret_key: Credential;
}
