// Generated from schemas/ by scripts/generate-types.mjs: do not edit, run `npm run schemas`.

/**
 * One address, or a list of some.
 *
 * @minItems 1
 * @maxItems 100
 */
export type Addresses = string | string[];
/**
 * Mails that may be sent: a number per s, m or h. Default 5/s.
 */
export type Rate = string;
/**
 * Time that one attempt may take. Default 30s.
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
  "actions/send_mail": SendMail;
  connection: SmtpConnectionConfig;
}
/**
 * Sends a mail.
 */
export interface SendMail {
  input: SendMailInput;
  output: SendMailOutput;
}
/**
 * Who gets what: text, html, or both as two forms of one mail.
 */
export interface SendMailInput {
  to: Addresses;
  cc?: Addresses;
  bcc?: Addresses;
  /**
   * One address, or Name <address>.
   */
  reply_to?: string;
  /**
   * One line.
   */
  subject: string;
  /**
   * The mail in plain words.
   */
  text?: string;
  /**
   * The mail in HTML; what a customer wrote goes through escape_html.
   */
  html?: string;
  /**
   * Files that go along, 10 MB in all.
   *
   * @maxItems 20
   */
  attachments?: Attachment[];
}
/**
 * A file: what is in it as text, or as base64.
 */
export interface Attachment {
  /**
   * What it is called.
   */
  filename: string;
  /**
   * Its media type. Default: what the name's ending says.
   */
  type?: string;
  /**
   * What is in it, written in UTF-8.
   */
  text?: string;
  /**
   * Its bytes in base64.
   */
  base64?: string;
}
/**
 * What the server took.
 */
export interface SendMailOutput {
  /**
   * The mail's Message-ID, the same for every try of the step.
   */
  message_id: string;
  /**
   * For how many addresses the server took it, at least one.
   */
  accepted: number;
  /**
   * How many addresses the server refused; the mail went to the others.
   */
  refused: number;
}
/**
 * A mail server that takes mail for others, and who writes it.
 */
export interface SmtpConnectionConfig {
  /**
   * The platform: smtp.
   */
  type: "smtp";
  /**
   * The mail server's name. One that is not public has to stand in outbound.allow, too.
   */
  host: string;
  /**
   * Default 465 with security: tls, 587 with starttls, 25 with none.
   */
  port?: number;
  /**
   * tls encrypts from the first byte; starttls begins in the open and sends nothing before it is encrypted; none never encrypts, and goes to a host that is not public alone. Default tls.
   */
  security?: "tls" | "starttls" | "none";
  /**
   * Whom the server knows. Left out: it is not asked to let anybody in.
   */
  user?: string;
  /**
   * The user's password, at Gmail an app password: a secret, so take it from ${env:…} or ${file:…}.
   */
  password?: string;
  /**
   * One address, or Name <address>.
   */
  from: string;
  rate_limit?: Rate;
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
