// Generated from schemas/ by scripts/generate-types.mjs: do not edit, run `npm run schemas`.

/**
 * The verify token, of 16 to 128 characters.
 *
 * @minItems 1
 */
export type Credential = string | string[];

/**
 * Its connection, input and output of every action, and what it sends, by the names of their files.
 */
export interface Shapes {
  "deliveries/event": NhanhEventDelivery;
}
/**
 * Something at Nhanh.vn happened: orders, products, stock.
 */
export interface NhanhEventDelivery {
  body: Event;
  credentials: Credentials;
}
/**
 * What Nhanh.vn posts.
 */
export interface Event {
  /**
   * orderAdd, orderUpdate, orderDelete, orderPartialReturn, productAdd, productUpdate, productDelete, inventoryChange or appUninstalled.
   */
  event: string;
  /**
   * The shop at Nhanh.vn.
   */
  businessId?: number | string;
  /**
   * What it is about: of orders an object with info, channel, shippingAddress, products, carrier; of deletions a list of ids.
   */
  data?:
    | {
        [k: string]: unknown;
      }
    | unknown[]
    | string
    | number
    | null;
  [k: string]: unknown;
}
/**
 * What was set in the app.
 */
export interface Credentials {
  verify_token: Credential;
}
