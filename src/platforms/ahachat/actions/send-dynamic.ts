import type { SendDynamicInput, SendDynamicOutput } from "../../../generated/ahachat.ts";
import type { ActionCode } from "../../action.ts";
import { sendDynamicBlock } from "../blocks.ts";
import { clientFor } from "../client-for.ts";
import { previewMessages } from "../preview.ts";

/** Sends messages of any shape, inside the 24-hour window. */
export const sendDynamic: ActionCode<SendDynamicInput, SendDynamicOutput> = {
  name: "ahachat.send_dynamic",
  connection: "ahachat",
  sends: "input",
  preview: ({ messages }) => previewMessages(messages),
  idempotent: false,
  async run({ user_id, messages }, context) {
    const client = clientFor(context, sendDynamic.name);
    if (client.settings.via === "blocks") {
      // Under an id of its own for each attempt: an earlier one may have been fetched already.
      const id = await context.keepMessages(messages);
      return sendDynamicBlock(client, { user_id, id }, context.signal);
    }
    return client.call("send_dynamic", { user_id }, { messages }, context.signal);
  },
};
