import { resolve } from "node:path";
import { builtValidator } from "../../documents/schema-validator.ts";
import type { ZaloConnectionConfig } from "../../generated/zalo.ts";
import { connectionSettings } from "../connection-settings.ts";
import type { ConnectionKind } from "../platform.ts";
import { ZALO, ZaloClient } from "./client.ts";
import type { ZaloConnectionSettings } from "./settings.ts";
import { startZalo } from "./start-simulator.ts";

/** An official account: its token, or the file that has it. */
export const connections: ConnectionKind = {
  check: builtValidator("zalo.connection"),
  credentials: ({ token_file: file }: ZaloConnectionConfig) =>
    file === undefined
      ? [{ at: ["access_token"], isSecret: true, standIn: () => "token_for_the_simulator" }]
      : [],
  credentialsHint: "Zalo gives it to your app, and --simulate needs none",
  offline: ["token_file"],
  settings: (name, config: ZaloConnectionConfig, folder): ZaloConnectionSettings => ({
    ...connectionSettings(name, config, { baseUrl: ZALO, rateLimit: "10/s", timeout: "15s" }),
    accessToken: config.access_token,
    tokenFile: config.token_file === undefined ? undefined : resolve(folder, config.token_file),
  }),
  secrets: ({ accessToken }: ZaloConnectionSettings) =>
    accessToken === undefined ? [] : [accessToken],
  open: (settings: ZaloConnectionSettings, quota) => new ZaloClient(settings, quota),
  simulate: startZalo,
};
