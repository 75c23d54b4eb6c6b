import { resolve } from "node:path";
import { builtValidator } from "../../documents/schema-validator.ts";
import type { ZaloConnectionConfig } from "../../generated/zalo.ts";
import { connectionSettings } from "../connection-settings.ts";
import type { ConnectionKind, Credential } from "../platform.ts";
import { ZALO, ZaloClient } from "./client.ts";
import type { ZaloConnectionSettings } from "./settings.ts";
import { startZalo } from "./start-simulator.ts";

/** An official account: its token, or the file that has it. */
export const connections: ConnectionKind = {
  check: builtValidator("zalo.connection"),
  credentials: ({ token_file: file, refresh }: ZaloConnectionConfig) => [
    ...(file === undefined ? [secretAt("access_token")] : []),
    ...(refresh === undefined ? [] : [secretAt("refresh", "secret_key")]),
  ],
  credentialsHint: "Zalo gives it to your app, and --simulate needs none",
  offline: ["token_file"],
  alone: ({ refresh }: ZaloConnectionSettings) =>
    refresh === undefined ? undefined : "renews a token that is good once",
  settings: (name, config: ZaloConnectionConfig, folder): ZaloConnectionSettings => ({
    ...connectionSettings(name, config, { baseUrl: ZALO, rateLimit: "10/s", timeout: "15s" }),
    accessToken: config.access_token,
    tokenFile: config.token_file === undefined ? undefined : resolve(folder, config.token_file),
    refresh: config.refresh && {
      appId: config.refresh.app_id,
      secretKey: config.refresh.secret_key,
    },
  }),
  secrets: ({ accessToken, refresh }: ZaloConnectionSettings) =>
    [accessToken, refresh?.secretKey].filter((secret) => secret !== undefined),
  open: (settings: ZaloConnectionSettings, quota) => new ZaloClient(settings, quota),
  simulate: startZalo,
};

function secretAt(...at: readonly string[]): Credential {
  return { at, isSecret: true, standIn: () => "secret_for_the_simulator" };
}
