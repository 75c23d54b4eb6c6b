// Generated from schemas/ by scripts/generate-types.mjs: do not edit, run `npm run schemas`.

/**
 * The app's id.
 *
 * @minItems 1
 */
export type Credential = string | string[];
/**
 * The secret key of the official account, not the app's.
 *
 * @minItems 1
 */
export type Credential1 = string | string[];

/**
 * Its connection, input and output of every action, and what it sends, by the names of their files.
 */
export interface Shapes {
  "deliveries/event": ZaloEventDelivery;
}
/**
 * Something at a Zalo official account happened: a message, a follower.
 */
export interface ZaloEventDelivery {
  body: Event;
  credentials: Credentials;
}
/**
 * What Zalo posts. Ids are longer than numbers can be.
 */
export interface Event {
  /**
   * The app.
   */
  app_id?: number | string;
  /**
   * The customer, as the app knows them.
   */
  user_id_by_app?: number | string;
  /**
   * user_send_text, follow, unfollow and others.
   */
  event_name: string;
  /**
   * Who did it.
   */
  sender?: {
    /**
     * Their id.
     */
    id?: number | string;
    [k: string]: unknown;
  };
  /**
   * To whom.
   */
  recipient?: {
    /**
     * Their id.
     */
    id?: number | string;
    [k: string]: unknown;
  };
  /**
   * Of follow and unfollow.
   */
  follower?: {
    /**
     * Their id.
     */
    id?: number | string;
    [k: string]: unknown;
  };
  /**
   * The message.
   */
  message?: {
    /**
     * Its id.
     */
    msg_id?: number | string;
    /**
     * Its text.
     */
    text?: string;
    [k: string]: unknown;
  };
  /**
   * Milliseconds since 1970.
   */
  timestamp?: number | string;
  [k: string]: unknown;
}
/**
 * The app and the official account.
 */
export interface Credentials {
  app_id: Credential;
  oa_secret_key: Credential1;
}
