import { invalid } from "../api-refusal.ts";
import { assertText } from "../check-values.ts";
import { filledMessages } from "../filled-messages.ts";
import { readAttributes } from "../read-attributes.ts";
import { type Call, DONE } from "./call.ts";

const RETIRED_TAGS = ["CONFIRMED_EVENT_UPDATE", "POST_PURCHASE_UPDATE", "ACCOUNT_UPDATE"];
const TAGS = [...RETIRED_TAGS, "NON_PROMOTIONAL_SUBSCRIPTION"];

/**
 * Sends a block, and sets the further parameters as attributes before it, so the block can show
 * them. A call that is refused sets nothing. Outside the window it needs a message tag. The
 * request of a JSON API block goes out on its own: the reply does not wait for it.
 */
export function sendBroadcast({ state, display, bot, user, params }: Call): object {
  const { ahachat_block_name: name, ahachat_message_tag: tagText, ...rest } = params;
  const messageTag = readTag(tagText, state.rejectRetiredTags);
  assertText(name, "ahachat_block_name");
  const block = state.blockOf(bot, name);
  const attributes = new Map([...user.attributes, ...readAttributes(rest)]);
  const messages = filledMessages(block, user, attributes);
  state.assertSendable(user, messageTag);

  for (const [key, value] of readAttributes(rest)) user.attributes.set(key, value);
  const visit = { bot, user, messageTag, received: [], requests: [] };
  void display.show(visit, name, block, messages);
  return DONE;
}

/** The same, where `phone` says to whom. */
export function sendBroadcastByPhone({ params, ...call }: Call): object {
  const { phone: _found, ...rest } = params;
  return sendBroadcast({ ...call, params: rest });
}

function readTag(value: unknown, rejectRetired: boolean): string | undefined {
  if (value === undefined || value === "") return undefined;
  if (typeof value !== "string" || !TAGS.includes(value)) {
    throw invalid(`ahachat_message_tag must be one of ${TAGS.join(", ")}`);
  }
  if (rejectRetired && RETIRED_TAGS.includes(value)) throw invalid("this message tag is retired");
  return value;
}
