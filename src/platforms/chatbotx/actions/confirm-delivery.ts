import type { ConfirmDeliveryInput, ConfirmDeliveryOutput } from "../../../generated/chatbotx.ts";
import type { ActionCode } from "../../action.ts";
import { contactIdOf } from "../contacts.ts";
import { deliveryOf } from "../messages.ts";
import { sessionFor } from "../session.ts";

/** Asks what became of a message. */
export const confirmDelivery: ActionCode<ConfirmDeliveryInput, ConfirmDeliveryOutput> = {
  name: "chatbotx.confirm_delivery",
  connection: "chatbotx",
  idempotent: true,
  async run({ message_id, within = 5, ...who }, context) {
    const session = sessionFor(context, confirmDelivery.name);
    const contact_id = await contactIdOf(session, who);
    if (message_id === null) return { contact_id, status: "unconfirmed" };
    return {
      contact_id,
      status: await deliveryOf(session, contact_id, message_id, within * 1_000),
    };
  },
};
