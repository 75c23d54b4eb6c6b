/**
 * `via: blocks`: the whole work done with the one documented call, broadcasting a block, and with
 * helper blocks that the user made in the bot.
 */

import type { CallSignal } from "../../outgoing/call-signal.ts";
import type { AhaChatClient } from "./client.ts";
import type { GoodReply } from "./reply.ts";
import type { AhaChatConnectionSettings } from "./settings.ts";

type Helper = keyof AhaChatConnectionSettings["blocks"];

const NEEDS_BLOCK: { readonly [action: string]: Helper } = {
  "ahachat.send_text": "text",
  "ahachat.add_attributes": "silent",
  "ahachat.reset_attributes": "silent",
  "ahachat.send_dynamic": "dynamic",
};

const HOW_TO_MAKE: { readonly [helper in Helper]: string } = {
  text: "make a block whose one message is {{ahaflow_text}}",
  silent: "make a block without a message",
  dynamic:
    "make a block with one JSON API block: GET, your webhook address and /ahaflow/messages/{{ahaflow_message}}",
};

const IMPOSSIBLE: { readonly [action: string]: string } = {
  "ahachat.find_user": "brings no user back",
  "ahachat.add_tags": "can't change tags",
  "ahachat.remove_tags": "can't change tags",
};

/**
 * Why an action can't work over a connection, and what to do, in one sentence; undefined when it
 * can. Always undefined with `via: api`.
 */
export function impossibleVia(
  { name, via, blocks }: Pick<AhaChatConnectionSettings, "name" | "via" | "blocks">,
  actionName: string,
): string | undefined {
  if (via === "api") return undefined;
  const lack = IMPOSSIBLE[actionName];
  if (lack !== undefined)
    return `connection "${name}" is via: blocks, and broadcasting a block ${lack}, so ${actionName} needs a connection with via: api`;
  const helper = NEEDS_BLOCK[actionName];
  if (helper === undefined || blocks[helper] !== undefined) return undefined;
  return `connection "${name}" is via: blocks and names no helper block for ${actionName}: ${HOW_TO_MAKE[helper]}, and name it in blocks.${helper}`;
}

/** The attribute that the helper block `text` shows. */
const TEXT_ATTRIBUTE = "ahaflow_text";

/** The attribute with which the helper block `dynamic` asks for its messages. */
const MESSAGE_ATTRIBUTE = "ahaflow_message";

/** Sends a text through the helper block `text`. */
export function sendTextBlock(
  client: AhaChatClient,
  { user_id, text }: { readonly user_id: string; readonly text: string },
  signal: CallSignal,
): Promise<GoodReply> {
  return sendHelper(client, user_id, "text", { [TEXT_ATTRIBUTE]: text }, signal);
}

/**
 * Shows messages through the helper block `dynamic`, whose JSON API block fetches them from us.
 * @param id under which they are kept
 */
export function sendDynamicBlock(
  client: AhaChatClient,
  { user_id, id }: { readonly user_id: string; readonly id: string },
  signal: CallSignal,
): Promise<GoodReply> {
  return sendHelper(client, user_id, "dynamic", { [MESSAGE_ATTRIBUTE]: id }, signal);
}

/** Sets attributes through the helper block `silent`. */
export function setAttributesBySilentBlock(
  client: AhaChatClient,
  userId: string,
  attributes: Readonly<Record<string, unknown>>,
  signal: CallSignal,
): Promise<GoodReply> {
  return sendHelper(client, userId, "silent", attributes, signal);
}

// assumed: the message tag may be left out, as all of this happens inside the 24-hour window.
function sendHelper(
  client: AhaChatClient,
  user_id: string,
  helper: Helper,
  attributes: Readonly<Record<string, unknown>>,
  signal: CallSignal,
): Promise<GoodReply> {
  const params = { ...attributes, ahachat_block_name: client.settings.blocks[helper] };
  return client.call("send_broadcast", { user_id }, params, signal);
}
