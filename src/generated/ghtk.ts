// Generated from schemas/ by scripts/generate-types.mjs: do not edit, run `npm run schemas`.

/**
 * The value of the parameter hash in the address that GHTK was told.
 *
 * @minItems 1
 */
export type Credential = string | string[];

/**
 * Its connection, input and output of every action, and what it sends, by the names of their files.
 */
export interface Shapes {
  "deliveries/status": GhtkStatusDelivery;
}
/**
 * What happened to an order at GHTK.
 */
export interface GhtkStatusDelivery {
  body: Status;
  credentials: Credentials;
}
/**
 * What GHTK posts: a form, in which everything is text.
 */
export interface Status {
  /**
   * The shop's number of the order.
   */
  partner_id?: string;
  /**
   * The order at GHTK.
   */
  label_id: string;
  /**
   * A number: 2 taken, 3 picked up, 4 on its way, 5 delivered, 9 not delivered, 21 returned and others.
   */
  status_id: string | number;
  /**
   * When, ISO 8601; the + of its zone comes as a blank.
   */
  action_time: string;
  /**
   * Why.
   */
  reason_code?: string | number;
  /**
   * Why, in words.
   */
  reason?: string;
  /**
   * Kilograms.
   */
  weight?: string | number;
  /**
   * VND.
   */
  fee?: string | number;
  /**
   * VND to collect.
   */
  pick_money?: string | number;
  /**
   * 1: a part came back.
   */
  return_part_package?: string | number;
  [k: string]: unknown;
}
/**
 * What the shop has put behind the address.
 */
export interface Credentials {
  hash: Credential;
}
