import type { SendDynamicInput, SendDynamicOutput } from "../../generated/actions.ts";
import type { ActionCode } from "../action.ts";
import { clientFor } from "./client-for.ts";

/** Sends messages of any shape, inside the 24-hour window. */
export const sendDynamic: ActionCode<SendDynamicInput, SendDynamicOutput> = {
  name: "ahachat.send_dynamic",
  connection: "ahachat",
  idempotent: false,
  async run({ user_id, messages }, context) {
    const client = clientFor(context, sendDynamic.name);
    return client.call("send_dynamic", { user_id }, { messages }, context.signal);
  },
};
