import { checkMessages } from "../check-messages.ts";
import { expand } from "../expand.ts";
import { type Call, DONE } from "./call.ts";

/** Sends messages, inside the 24-hour window only. */
export function sendMessages({ state, user, params }: Call): object {
  const messages = checkMessages(expand(params["messages"], user, user.attributes));
  state.assertSendable(user);
  user.received.push({ at: new Date(state.now()).toISOString(), messages });
  return DONE;
}
