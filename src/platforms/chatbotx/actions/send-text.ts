import type { SendTextInput, SendTextOutput } from "../../../generated/chatbotx.ts";
import type { ActionCode } from "../../action.ts";
import { textPart } from "../../preview.ts";
import { contactIdOf, contactPath } from "../contacts.ts";
import { inboxIdFor } from "../inboxes.ts";
import { assertText, notThere, sentMessageId } from "../messages.ts";
import { retell } from "../retell.ts";
import { sessionFor } from "../session.ts";

/** Sends a text over one inbox. */
export const sendText: ActionCode<SendTextInput, SendTextOutput> = {
  name: "chatbotx.send_text",
  connection: "chatbotx",
  preview: ({ text }) => [textPart(text)],
  idempotent: false,
  async run({ text, inbox, ...who }, context) {
    assertText(text);
    const session = sessionFor(context, sendText.name);
    const inbox_id = await inboxIdFor(session, inbox);
    const contact_id = await contactIdOf(session, who);
    await session
      .write("POST", `${contactPath(contact_id)}/messages`, { text, inboxId: inbox_id })
      .catch((error: unknown) => {
        throw retell(error, { hint: notThere(error) });
      });
    return { contact_id, inbox_id, message_id: await sentMessageId(session, contact_id, text) };
  },
};
