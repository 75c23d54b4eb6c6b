import type { UnblockContactInput, UnblockContactOutput } from "../../../generated/chatbotx.ts";
import type { ActionCode } from "../../action.ts";
import { contactIdOf, contactPath } from "../contacts.ts";
import { sessionFor } from "../session.ts";

/** Unblocks a contact. */
export const unblockContact: ActionCode<UnblockContactInput, UnblockContactOutput> = {
  name: "chatbotx.unblock_contact",
  connection: "chatbotx",
  idempotent: true,
  async run(input, context) {
    const session = sessionFor(context, unblockContact.name);
    const contact_id = await contactIdOf(session, input);
    await session.write("POST", `${contactPath(contact_id)}/unblock`);
    return { contact_id };
  },
};
