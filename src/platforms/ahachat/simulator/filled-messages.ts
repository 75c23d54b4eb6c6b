import type { Block } from "./block.ts";
import type { User } from "./bot.ts";
import { checkMessages } from "./check-messages.ts";
import { expand } from "./expand.ts";

/**
 * The messages of a block as this user gets them.
 * @throws ApiRefusal 100 when Messenger would not take them so
 */
export function filledMessages(
  { messages }: Block,
  user: User,
  attributes: ReadonlyMap<string, unknown>,
): readonly unknown[] {
  const filled = messages.map((message) => expand(message, user, attributes));
  return filled.length === 0 ? filled : checkMessages(filled, "messages of the block");
}
