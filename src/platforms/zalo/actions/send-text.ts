import type { SendTextInput, SendTextOutput } from "../../../generated/zalo.ts";
import type { ActionCode } from "../../action.ts";
import { textPart } from "../../preview.ts";
import { clientFor } from "../client.ts";
import { messageIdIn } from "../message-id.ts";
import { assertLength } from "../message-text.ts";

/** Sends a text to somebody who wrote to the official account. */
export const sendText: ActionCode<SendTextInput, SendTextOutput> = {
  name: "zalo.send_text",
  connection: "zalo",
  sends: "input",
  preview: ({ text }) => [textPart(text)],
  idempotent: false,
  async run({ user_id, text }, context) {
    assertLength(text);
    const message = { recipient: { user_id: String(user_id) }, message: { text } };
    const data = await clientFor(context).sendText(message, context.signal);
    return { message_id: messageIdIn(data, "message_id") };
  },
};
