import type { SimulatedEndpoint } from "./endpoint-names.ts";
import { addAttributes, resetAttributes } from "./endpoints/attributes.ts";
import { sendBroadcast, sendBroadcastByPhone } from "./endpoints/broadcast.ts";
import type { Handler } from "./endpoints/call.ts";
import { findUser } from "./endpoints/find-user.ts";
import { sendMessages } from "./endpoints/messages.ts";
import { addTags, removeTags } from "./endpoints/tags.ts";

/** One call of the contract. A path with `:user` has the user's id, else `phone` names the user. */
export interface Route {
  readonly method: "get" | "post" | "delete";
  readonly path: string;
  readonly handle: Handler;
}

const USER = "/api/bots/:bot/users/:user";
const PHONES = "/api/bots/:bot/phones";

/** The contract of docs/ahachat-api.md. */
export const ROUTES: Readonly<Record<SimulatedEndpoint, Route>> = {
  find_user: { method: "get", path: USER, handle: findUser },
  find_user_by_phone: { method: "get", path: PHONES, handle: findUser },
  add_tags: { method: "post", path: `${USER}/tags`, handle: addTags },
  remove_tags: { method: "delete", path: `${USER}/tags`, handle: removeTags },
  add_attributes: { method: "post", path: `${USER}/attributes`, handle: addAttributes },
  reset_attributes: { method: "delete", path: `${USER}/attributes`, handle: resetAttributes },
  messages: { method: "post", path: `${USER}/messages`, handle: sendMessages },
  send_broadcast: { method: "post", path: `${USER}/send`, handle: sendBroadcast },
  send_broadcast_by_phone: {
    method: "post",
    path: `${PHONES}/send`,
    handle: sendBroadcastByPhone,
  },
};
