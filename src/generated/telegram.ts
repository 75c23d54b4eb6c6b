// Generated from schemas/ by scripts/generate-types.mjs: do not edit, run `npm run schemas`.

/**
 * Calls that may be sent: a number per s, m or h. Default 30/s, what Telegram allows a bot; one chat gets one message a second besides, a group 20 a minute.
 */
export type Rate = string;
/**
 * Time that one attempt may take. Default 10s.
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
  "actions/send_message": SendMessage;
  connection: TelegramConnectionConfig;
}
/**
 * Sends a text to a chat of Telegram.
 */
export interface SendMessage {
  input: SendMessageInput;
  output: SendMessageOutput;
}
/**
 * Which chat gets what text.
 */
export interface SendMessageInput {
  /**
   * Where a message goes: the chat's id (negative for a group), or @name of a public channel or group.
   */
  chat?: string | number;
  /**
   * The text, 4,096 characters at most; with format: html, of what is shown.
   */
  text: string;
  /**
   * plain sends the text to the letter; html reads Telegram's tags (b, i, u, s, a, code, pre, blockquote and more), so what a customer wrote goes through escape_html. Default plain.
   */
  format?: "plain" | "html";
  /**
   * Whether it comes without a sound. Default false.
   */
  silent?: boolean;
  /**
   * Id of a topic, in a group that has them.
   */
  thread?: number;
}
/**
 * The message that was sent.
 */
export interface SendMessageOutput {
  /**
   * Its number in the chat.
   */
  message_id: number;
  /**
   * Id of the chat, as text; of a channel or group that was named, too.
   */
  chat_id: string;
}
/**
 * One bot of Telegram.
 */
export interface TelegramConnectionConfig {
  /**
   * The platform: telegram.
   */
  type: "telegram";
  /**
   * The bot's token, as @BotFather gave it: a secret, so take it from ${env:…} or ${file:…}.
   */
  bot_token: string;
  /**
   * Where a message goes: the chat's id (negative for a group), or @name of a public channel or group.
   */
  chat?: string | number;
  rate_limit?: Rate;
  /**
   * Where the Bot API is. Default https://api.telegram.org.
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
