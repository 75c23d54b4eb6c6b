/** What ChatbotX sends (docs/chatbotx-api.md). Nothing of it is signed, and no delivery has an id (ran). */
import { type DeliveryKind, describeDelivery } from "../deliveries.ts";

/** A Make or n8n step: its body says no time, so a repeat looks like a second go (ran). */
export const flowData: DeliveryKind = describeDelivery({
  name: "chatbotx.flow_data",
  sender: "The Make or n8n step of ChatbotX",
  carries: ["path", "query"],
});

/** An HTTP step with the body allContactData; its headers are the shop's own (ran). */
export const contactData: DeliveryKind = describeDelivery({
  name: "chatbotx.contact_data",
  sender: "The HTTP step of ChatbotX",
  carries: ["path", "query", "header"],
});

/** Watch Events. Two tags of one moment are two events, so what else is said counts as well. */
export const event: DeliveryKind = describeDelivery({
  name: "chatbotx.event",
  sender: "Watch Events of ChatbotX",
  dedupeKey: "{{body.event}}/{{body.contact_id}}/{{body.timestamp}}/{{hash (json body)}}",
  carries: ["path", "query"],
});
