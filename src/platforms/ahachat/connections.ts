import { builtValidator } from "../../documents/schema-validator.ts";
import { ActionError } from "../../errors.ts";
import type { AhaChatConnectionConfig } from "../../generated/ahachat.ts";
import { connectionSettings } from "../connection-settings.ts";
import type { ConnectionKind } from "../platform.ts";
import { impossibleVia } from "./blocks.ts";
import { AhaChatClient } from "./client.ts";
import type { AhaChatConnectionSettings } from "./settings.ts";
import { startAhaChat } from "./start-simulator.ts";

/** No user of Messenger has such an id. */
const NOBODY = "00000";

/** A bot: its id, its token, and how it is reached. */
export const connections: ConnectionKind = {
  check: builtValidator("ahachat.connection"),
  credentials: () => [
    // A bot each: the simulator takes one token for a bot.
    { at: ["bot_id"], isSecret: false, standIn: (place) => String(10_000_000 + place) },
    { at: ["bot_token"], isSecret: true, standIn: () => "token_for_the_simulator" },
  ],
  credentialsHint: "it stands in the settings of your bot at AhaChat, and --simulate needs none",
  offline: ["via", "blocks"],
  settings: (name, config: AhaChatConnectionConfig): AhaChatConnectionSettings => ({
    ...connectionSettings(name, config, {
      baseUrl: "https://ahachat.com",
      // The limit of a related platform; AhaChat's own is not documented.
      rateLimit: "25/s",
      timeout: "10s",
    }),
    botId: config.bot_id,
    botToken: config.bot_token,
    via: config.via ?? "api",
    blocks: config.blocks ?? {},
    endpoints: config.endpoints ?? {},
  }),
  secrets: ({ botToken }: AhaChatConnectionSettings) => [botToken],
  open: (settings: AhaChatConnectionSettings, quota) => new AhaChatClient(settings, quota),
  tester(connection) {
    if (!(connection instanceof AhaChatClient) || connection.settings.via === "blocks")
      return undefined;
    // That nobody has this id is an answer, too: the token was let in.
    return (signal) =>
      connection.call("find_user", { user_id: NOBODY }, {}, signal).catch((error: unknown) => {
        const isAnswer = error instanceof ActionError && error.reason === "not_found";
        if (!isAnswer || error.hint !== undefined) throw error;
      });
  },
  simulate: startAhaChat,
  impossible(settings: AhaChatConnectionSettings, action) {
    const message = impossibleVia(settings, action);
    const hint = "use another action, or a connection with via: api";
    return message === undefined ? undefined : { rule: "impossible-via-blocks", message, hint };
  },
};
