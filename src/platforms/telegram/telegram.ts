import { describeAction } from "../describe-action.ts";
import type { Platform } from "../platform.ts";
import { sendMessage } from "./actions/send-message.ts";
import { checks } from "./checks.ts";
import { connections } from "./connections.ts";

/** Telegram, for messages to the staff. Facts and their marks are in docs/telegram.md. */
export const telegram: Platform = {
  type: "telegram",
  title: "Telegram",
  actions: [describeAction(sendMessage)],
  connections,
  checks,
};
