import { describeAction } from "../describe-action.ts";
import type { Platform } from "../platform.ts";
import { addTags } from "./actions/add-tags.ts";
import { blockContact } from "./actions/block-contact.ts";
import { clearFields } from "./actions/clear-fields.ts";
import { confirmDelivery } from "./actions/confirm-delivery.ts";
import { findContact } from "./actions/find-contact.ts";
import { removeTags } from "./actions/remove-tags.ts";
import { sendFlow } from "./actions/send-flow.ts";
import { sendText } from "./actions/send-text.ts";
import { setFields } from "./actions/set-fields.ts";
import { unblockContact } from "./actions/unblock-contact.ts";
import { updateContact } from "./actions/update-contact.ts";
import { upsertContact } from "./actions/upsert-contact.ts";
import { checks } from "./checks.ts";
import { connections } from "./connections.ts";
import { contactData, event, flowData } from "./deliveries.ts";
import { registrar } from "./registrar.ts";

/** ChatbotX, its maker's second platform. Facts and their marks are in docs/chatbotx-api.md. */
export const chatbotx: Platform = {
  type: "chatbotx",
  title: "ChatbotX",
  actions: [
    describeAction(findContact),
    describeAction(upsertContact),
    describeAction(updateContact),
    describeAction(addTags),
    describeAction(removeTags),
    describeAction(setFields),
    describeAction(clearFields),
    describeAction(sendText),
    describeAction(sendFlow),
    describeAction(confirmDelivery),
    describeAction(blockContact),
    describeAction(unblockContact),
  ],
  connections,
  checks,
  webhooks: { kinds: [flowData, contactData, event], registrar },
};
