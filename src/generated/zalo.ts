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
 * Messages that may be sent: a number per s, m or h. Default 10/s; no page says what Zalo takes.
 */
export type Rate = string;
/**
 * Time that one attempt may take. Default 15s.
 */
export type Duration = string;
/**
 * Time until one call is let through to see; it doubles while that fails. Default 1s.
 */
export type Duration1 = string;
/**
 * Longest time between two such calls. Default 30s.
 */
export type Duration2 = string;

/**
 * Its connection, input and output of every action, and what it sends, by the names of their files.
 */
export interface Shapes {
  "actions/send_template": SendTemplate;
  "actions/send_text": SendText;
  "deliveries/event": ZaloEventDelivery;
  connection: ZaloConnectionConfig;
}
/**
 * Sends a message template (ZBS, once ZNS) to a phone number; at night it waits until 7 o'clock.
 */
export interface SendTemplate {
  input: SendTemplateInput;
  output: SendTemplateOutput;
}
/**
 * Who gets which template, and what is filled into it.
 */
export interface SendTemplateInput {
  /**
   * The number in any form, one of Vietnam where it has no country code.
   */
  phone: string;
  /**
   * Which template, by its id at Zalo.
   */
  template_id: string | number;
  /**
   * What is filled in, by the names of the template's parameters.
   */
  template_data: {
    [k: string]: string | number;
  };
  /**
   * What the caller knows the message by, in Zalo's reports and webhooks. Default: one that is the same for every try of the step.
   */
  tracking_id?: string;
  /**
   * Between 22:00 and 7:00 in Vietnam Zalo refuses templates, but those of tag 1 (transactions, codes). wait: the step waits until 7:00, also across a restart; send: it goes at once. Default wait.
   */
  at_night?: "wait" | "send";
}
/**
 * The message that was taken.
 */
export interface SendTemplateOutput {
  /**
   * Its id at Zalo; null where the answer has none.
   */
  message_id: string | null;
  /**
   * What it was sent with.
   */
  tracking_id: string;
}
/**
 * Sends a text to somebody who wrote to the official account, within 7 days.
 */
export interface SendText {
  input: SendTextInput;
  output: SendTextOutput;
}
/**
 * Who gets what text.
 */
export interface SendTextInput {
  /**
   * Whom the official account knows by this id: sender.id of a delivery. One with more digits than numbers hold is text.
   */
  user_id: string | number;
  /**
   * The text, 2,000 characters at most.
   */
  text: string;
}
/**
 * The message that was taken.
 */
export interface SendTextOutput {
  /**
   * Its id at Zalo; null where the answer has none.
   */
  message_id: string | null;
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
/**
 * One official account of Zalo, by its access token or by a file that has it.
 */
export interface ZaloConnectionConfig {
  /**
   * The platform: zalo.
   */
  type: "zalo";
  /**
   * The access token of the official account, which ends after about a day: a secret, so take it from ${env:…} or ${file:…}. For more than a trial take token_file.
   */
  access_token?: string;
  /**
   * A file with the access token, alone or as JSON with access_token, which whoever renews the token writes: it is read anew when it has changed. A path that starts at the folder of this file.
   */
  token_file?: string;
  /**
   * Lets ahaflow renew the token itself, and write it into token_file, which then has access_token, refresh_token and expires_at as JSON. Not with a journal in PostgreSQL: several daemons would use one refresh token, which is good once.
   */
  refresh?: {
    /**
     * The app's id at Zalo.
     */
    app_id: string;
    /**
     * The app's secret key: a secret, so take it from ${env:…} or ${file:…}.
     */
    secret_key: string;
  };
  rate_limit?: Rate;
  /**
   * Where the API is. Another one than Zalo's own has templates and tokens below it, too. Default https://openapi.zalo.me.
   */
  base_url?: string;
  timeout?: Duration;
  circuit_breaker?: CircuitBreakerConfig;
}
/**
 * When calls stop for a while because the other side is down; runs wait meanwhile.
 */
export interface CircuitBreakerConfig {
  /**
   * Failures in a row (unavailable, timeout) that open the circuit. Default 10.
   */
  failures?: number;
  delay?: Duration1;
  max_delay?: Duration2;
}
