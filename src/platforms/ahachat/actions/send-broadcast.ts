import type { SendBroadcastInput, SendBroadcastOutput } from "../../../generated/ahachat.ts";
import type { ActionCode } from "../../action.ts";
import { notePart } from "../../preview.ts";
import { clientFor } from "../client-for.ts";
import { targetOf } from "./target.ts";

/** Sends a block of the bot; the attributes go along and are set first (documented). */
export const sendBroadcast: ActionCode<SendBroadcastInput, SendBroadcastOutput> = {
  name: "ahachat.send_broadcast",
  connection: "ahachat",
  sends: "kept",
  preview: ({ block_name }) => [notePart("block", block_name)],
  idempotent: false,
  async run({ block_name, message_tag, attributes, ...to }, context) {
    const client = clientFor(context, sendBroadcast.name);
    const target = targetOf(to);
    const params = {
      ...attributes,
      ahachat_block_name: block_name,
      ...(message_tag !== undefined && { ahachat_message_tag: message_tag }),
    };
    const endpoint = "phone" in target ? "send_broadcast_by_phone" : "send_broadcast";
    return client.call(endpoint, target, params, context.signal);
  },
};
