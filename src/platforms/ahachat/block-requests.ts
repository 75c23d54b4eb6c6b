import type { WebhookSender } from "../platform.ts";

/** Attributes that AhaChat has for every customer, which its block may send along. */
const ATTRIBUTE =
  /^(?:(?:first|last|full|middle)?_?name|gender|locale|timezone|email|phone|(?:profile_)?pic(?:ture)?(?:_url)?|messenger_user_id|page_id)$/i;

/** What AhaChat's JSON API block sends to webhooks. */
export const blockRequests: WebhookSender = {
  asText: "AhaChat's JSON API block",
  mayBring: (name) => ATTRIBUTE.test(name),
};
