import { isJsonObject } from "../../../documents/json-object.ts";
import { ActionError } from "../../../errors.ts";
import type { SendMessageInput, SendMessageOutput } from "../../../generated/telegram.ts";
import type { ActionCode } from "../../action.ts";
import { textPart } from "../../preview.ts";
import { chatMissing } from "../chat-missing.ts";
import { clientFor, type TelegramClient } from "../client.ts";
import { assertLength } from "../message-text.ts";

/** Sends a text to a chat, no faster than the chat takes them. */
export const sendMessage: ActionCode<SendMessageInput, SendMessageOutput> = {
  name: "telegram.send_message",
  connection: "telegram",
  sends: "input",
  preview: ({ text }) => [textPart(text)],
  idempotent: false,
  pace(input, connection) {
    const client = clientFor({ connection });
    return client.paces.of(chatOf(input, client));
  },
  async run(input, context) {
    const { text, format = "plain", silent = false, thread } = input;
    assertLength(text, format);
    const client = clientFor(context);
    const params = {
      chat_id: chatOf(input, client),
      text,
      ...(format === "html" && { parse_mode: "HTML" }),
      ...(silent && { disable_notification: true }),
      ...(thread !== undefined && { message_thread_id: thread }),
    };
    return sentMessage(await client.ask("sendMessage", params, context.signal));
  },
};

function chatOf({ chat }: SendMessageInput, { settings }: TelegramClient): string {
  const given = chat ?? settings.chat;
  if (given !== undefined) return String(given);
  const { message, hint } = chatMissing(settings.name);
  throw new ActionError("invalid_request", message, { code: "no_chat", hint });
}

function sentMessage(result: unknown): SendMessageOutput {
  const { message_id: id, chat } = isJsonObject(result) ? result : {};
  const chatId = isJsonObject(chat) ? chat["id"] : undefined;
  if (typeof id === "number" && (typeof chatId === "number" || typeof chatId === "string"))
    return { message_id: id, chat_id: String(chatId) };
  throw new ActionError("invalid_request", "Telegram answered without the message", {
    code: "unexpected_reply",
  });
}
