import type { ConnectionSettings } from "../connection-settings.ts";

/** One AhaChat bot. */
export interface AhaChatConnectionSettings extends ConnectionSettings {
  readonly botId: string;
  readonly botToken: string;
  readonly via: "api" | "blocks";
  /** With `via: blocks`: the names of the helper blocks. */
  readonly blocks: { readonly text?: string; readonly silent?: string; readonly dynamic?: string };
  /** What replaces entries of the endpoint table. */
  readonly endpoints: { readonly [name in EndpointName]?: Endpoint };
}

/** The calls of the AhaChat API, as the endpoint table and `endpoints:` name them. */
export type EndpointName =
  | "find_user"
  | "find_user_by_phone"
  | "add_tags"
  | "remove_tags"
  | "add_attributes"
  | "reset_attributes"
  | "send_text"
  | "send_dynamic"
  | "send_broadcast"
  | "send_broadcast_by_phone";

/** Method and path below the base URL, with `{bot_id}`, `{user_id}`, `{phone}` in it. */
export interface Endpoint {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
}
