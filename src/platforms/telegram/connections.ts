import { builtValidator } from "../../documents/schema-validator.ts";
import type { TelegramConnectionConfig } from "../../generated/telegram.ts";
import { connectionSettings } from "../connection-settings.ts";
import type { ConnectionKind } from "../platform.ts";
import { chatMissing } from "./chat-missing.ts";
import { TelegramClient } from "./client.ts";
import type { TelegramConnectionSettings } from "./settings.ts";
import { startTelegram } from "./start-simulator.ts";

/** A bot: its token, and the chat that it writes to. */
export const connections: ConnectionKind = {
  check: builtValidator("telegram.connection"),
  credentials: () => [
    {
      at: ["bot_token"],
      isSecret: true,
      standIn: (place) => `${place + 1}:token_for_the_simulator`,
    },
  ],
  credentialsHint: "@BotFather gives it, and --simulate needs none",
  offline: ["chat"],
  settings: (name, config: TelegramConnectionConfig): TelegramConnectionSettings => ({
    ...connectionSettings(name, config, {
      baseUrl: "https://api.telegram.org",
      rateLimit: "30/s",
      timeout: "10s",
    }),
    botToken: config.bot_token,
    chat: config.chat === undefined ? undefined : String(config.chat),
  }),
  secrets: ({ botToken }: TelegramConnectionSettings) => [botToken],
  open: (settings: TelegramConnectionSettings, quota) => new TelegramClient(settings, quota),
  tester: (connection) =>
    connection instanceof TelegramClient
      ? (signal) => connection.ask("getMe", {}, signal)
      : undefined,
  simulate: startTelegram,
  impossible: ({ name, chat }: TelegramConnectionSettings, _action, input) =>
    (input?.["chat"] ?? chat) === undefined ? chatMissing(name) : undefined,
};
