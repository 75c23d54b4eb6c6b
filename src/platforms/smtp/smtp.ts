import { describeAction } from "../describe-action.ts";
import type { Platform } from "../platform.ts";
import { sendMail } from "./actions/send-mail.ts";
import { connections } from "./connections.ts";

/** Mail, over a server that takes it for others. Facts and their sources are in docs/smtp.md. */
export const smtp: Platform = {
  type: "smtp",
  title: "Mail",
  actions: [describeAction(sendMail)],
  connections,
  checks: { html: () => ["html"] },
};
