import type { ConnectionSettings } from "../connection-settings.ts";

/** A mail server and who writes, with every default applied. Plain data; `baseUrl` says host and port. */
export interface SmtpConnectionSettings extends ConnectionSettings {
  readonly security: "tls" | "starttls" | "none";
  readonly login: { readonly user: string; readonly pass: string } | undefined;
  /** An address, or `Name <address>`. */
  readonly from: string;
}
