import { checkMessages } from "../check-messages.ts";
import { assertText } from "../check-values.ts";
import { expand } from "../expand.ts";
import { invalid } from "../refusal.ts";
import { readAttributes } from "./attributes.ts";
import { type Call, DONE } from "./call.ts";

const RETIRED_TAGS = ["CONFIRMED_EVENT_UPDATE", "POST_PURCHASE_UPDATE", "ACCOUNT_UPDATE"];
const TAGS = [...RETIRED_TAGS, "NON_PROMOTIONAL_SUBSCRIPTION"];

/**
 * Sends a block, and sets the further parameters as attributes before it, so the block can show
 * them. A call that is refused sets nothing. Outside the window it needs a message tag.
 */
export function sendBroadcast({ state, bot, user, params }: Call): object {
  const { ahachat_block_name: block, ahachat_message_tag: tagText, ...rest } = params;
  const tag = readTag(tagText, state.rejectRetiredTags);
  assertText(block, "ahachat_block_name");
  const stored = bot.blocks.get(block);
  if (stored === undefined && !state.open) throw invalid("no such block");
  const attributes = new Map([...user.attributes, ...readAttributes(rest)]);
  const messages = (stored ?? []).map((message) => expand(message, user, attributes));
  if (messages.length > 0) checkMessages(messages, "messages of the block");
  state.assertSendable(user, tag);

  for (const [name, value] of readAttributes(rest)) user.attributes.set(name, value);
  user.received.push({
    at: new Date(state.now()).toISOString(),
    block_name: block,
    ...(tag !== undefined && { message_tag: tag }),
    messages,
  });
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
