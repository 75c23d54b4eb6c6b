// Generated from schemas/ by scripts/generate-types.mjs: do not edit, run `npm run schemas`.

/**
 * The secret as it was registered: the Base64 text, not what is in it.
 *
 * @minItems 1
 */
export type Credential = string | string[];

/**
 * Its connection, input and output of every action, and what it sends, by the names of their files.
 */
export interface Shapes {
  "deliveries/event": KiotvietEventDelivery;
}
/**
 * Something at KiotViet was changed or deleted.
 */
export interface KiotvietEventDelivery {
  body: Event;
  credentials: Credentials;
}
/**
 * What KiotViet posts. Nothing of it is asked for: what is answered 4xx makes KiotViet stop.
 */
export interface Event {
  /**
   * The delivery's id; a deletion has none.
   */
  Id?: number | string;
  /**
   * Which try it is.
   */
  Attempt?: number | string;
  /**
   * What happened.
   *
   * Items: One of them.
   */
  Notifications?: {
    /**
     * customer.update, product.update, stock.update, order.update, invoice.update and others.
     */
    Action?: string;
    /**
     * What was changed; its fields go by the action.
     */
    Data?:
      | {
          [k: string]: unknown;
        }[]
      | null;
    [k: string]: unknown;
  }[];
  /**
   * Of a deletion: the ids.
   */
  RemoveId?: (number | string)[] | null;
  [k: string]: unknown;
}
/**
 * What was registered.
 */
export interface Credentials {
  secret: Credential;
}
