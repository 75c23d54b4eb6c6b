import type { Impossible } from "../platform.ts";

/** What is said of a message of which nobody knows where it goes. */
export function chatMissing(connection: string): Impossible {
  return {
    rule: "missing-chat",
    message: "nothing says to which chat the message goes",
    hint: `write chat: below with:, or in connection "${connection}"`,
  };
}
