import type { ConnectionSettings } from "../connection-settings.ts";

/** One bot of Telegram, with every default applied. Plain data. */
export interface TelegramConnectionSettings extends ConnectionSettings {
  readonly botToken: string;
  /** Where messages go, unless a step says otherwise. */
  readonly chat: string | undefined;
}
