import type { ConnectionSettings } from "../connection-settings.ts";

/** One official account of Zalo, with every default applied. Plain data. */
export interface ZaloConnectionSettings extends ConnectionSettings {
  readonly accessToken: string | undefined;
  /** Full path of a file that has it. */
  readonly tokenFile: string | undefined;
  /** What the token is renewed with here, if it is. */
  readonly refresh: { readonly appId: string; readonly secretKey: string } | undefined;
}
