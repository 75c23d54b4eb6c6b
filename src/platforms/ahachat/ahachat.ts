import { describeAction } from "../describe-action.ts";
import type { Platform } from "../platform.ts";
import { addAttributes } from "./actions/add-attributes.ts";
import { addTags } from "./actions/add-tags.ts";
import { findUser } from "./actions/find-user.ts";
import { removeTags } from "./actions/remove-tags.ts";
import { resetAttributes } from "./actions/reset-attributes.ts";
import { sendBroadcast } from "./actions/send-broadcast.ts";
import { sendDynamic } from "./actions/send-dynamic.ts";
import { sendText } from "./actions/send-text.ts";
import { blockAnswer } from "./block-answer.ts";
import { blockRequests } from "./block-requests.ts";
import { checks } from "./checks.ts";
import { connections } from "./connections.ts";
import { messagesRoute } from "./messages-route.ts";

/** AhaChat: chatbots for Messenger and others. Facts and their marks are in docs/ahachat-api.md. */
export const ahachat: Platform = {
  type: "ahachat",
  title: "AhaChat",
  actions: [
    describeAction(findUser),
    describeAction(addTags),
    describeAction(removeTags),
    describeAction(addAttributes),
    describeAction(resetAttributes),
    describeAction(sendText),
    describeAction(sendDynamic),
    describeAction(sendBroadcast),
  ],
  connections,
  checks,
  answers: blockAnswer,
  webhooks: blockRequests,
  routes: [messagesRoute],
};
