import { builtValidator } from "../../documents/schema-validator.ts";
import type { ChatbotxConnectionConfig } from "../../generated/chatbotx.ts";
import { connectionSettings } from "../connection-settings.ts";
import type { ConnectionKind } from "../platform.ts";
import { ChatbotxClient } from "./client.ts";
import type { ChatbotxConnectionSettings } from "./settings.ts";
import { startChatbotx } from "./start-simulator.ts";

/** Actions that send something, so that ChatbotX has to be told over which channel. */
const OVER_AN_INBOX: ReadonlySet<string> = new Set(["chatbotx.send_text", "chatbotx.send_flow"]);

/** A workspace: its token, and how it is reached. */
export const connections: ConnectionKind = {
  check: builtValidator("chatbotx.connection"),
  credentials: () => [
    // A workspace each: the simulator takes one token for a workspace.
    { at: ["token"], isSecret: true, standIn: (place) => `token_for_the_simulator_${place}` },
  ],
  credentialsHint: "it stands in the workspace's settings in ChatbotX, and --simulate needs none",
  offline: ["inbox", "phone_region", "create_tags", "create_fields"],
  settings: (name, config: ChatbotxConnectionConfig): ChatbotxConnectionSettings => ({
    ...connectionSettings(name, config, {
      baseUrl: "https://app.chatbotx.io/api",
      // Below the 120 in ten seconds of a newer server (code).
      rateLimit: "10/s",
      // A step makes up to half a dozen calls.
      timeout: "15s",
    }),
    token: config.token,
    inbox: config.inbox,
    phoneRegion: config.phone_region ?? "VN",
    createTags: config.create_tags ?? true,
    createFields: config.create_fields ?? false,
  }),
  secrets: ({ token }: ChatbotxConnectionSettings) => [token],
  open: (settings: ChatbotxConnectionSettings, quota) => new ChatbotxClient(settings, quota),
  tester: (connection) =>
    connection instanceof ChatbotxClient
      ? (signal) => connection.request({ method: "GET", path: "/v1/tags", signal })
      : undefined,
  simulate: startChatbotx,
  impossible({ name, inbox }: ChatbotxConnectionSettings, action, input) {
    if (!OVER_AN_INBOX.has(action) || (inbox ?? input?.["inbox"]) !== undefined) return undefined;
    const message = `nothing says over which inbox ${action} goes`;
    const hint = `write inbox: below with:, or in connection "${name}"`;
    return { rule: "missing-inbox", message, hint };
  },
};
