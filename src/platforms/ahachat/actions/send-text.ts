import type { SendTextInput, SendTextOutput } from "../../../generated/ahachat.ts";
import type { ActionCode } from "../../action.ts";
import { textPart } from "../../preview.ts";
import { sendTextBlock } from "../blocks.ts";
import { clientFor } from "../client-for.ts";

/** Sends a text message, inside the 24-hour window. */
export const sendText: ActionCode<SendTextInput, SendTextOutput> = {
  name: "ahachat.send_text",
  connection: "ahachat",
  sends: "input",
  preview: ({ text }) => [textPart(text)],
  idempotent: false,
  async run(input, context) {
    const client = clientFor(context, sendText.name);
    if (client.settings.via === "blocks") return sendTextBlock(client, input, context.signal);
    const { user_id, text } = input;
    return client.call("send_text", { user_id }, { messages: [{ text }] }, context.signal);
  },
};
