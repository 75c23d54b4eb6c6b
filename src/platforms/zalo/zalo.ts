import { describeAction } from "../describe-action.ts";
import type { Platform } from "../platform.ts";
import { sendTemplate } from "./actions/send-template.ts";
import { sendText } from "./actions/send-text.ts";
import { checks } from "./checks.ts";
import { connections } from "./connections.ts";
import { event } from "./deliveries.ts";

/** Zalo's official accounts: texts, templates, and what happens at one. Facts and their marks are in docs/zalo.md. */
export const zalo: Platform = {
  type: "zalo",
  title: "Zalo OA",
  actions: [describeAction(sendText), describeAction(sendTemplate)],
  connections,
  checks,
  webhooks: { kinds: [event] },
};
