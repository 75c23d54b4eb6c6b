import type { BlockContactInput, BlockContactOutput } from "../../../generated/chatbotx.ts";
import type { ActionCode } from "../../action.ts";
import { contactIdOf, contactPath } from "../contacts.ts";
import { sessionFor } from "../session.ts";

/** Blocks a contact. */
export const blockContact: ActionCode<BlockContactInput, BlockContactOutput> = {
  name: "chatbotx.block_contact",
  connection: "chatbotx",
  idempotent: true,
  async run(input, context) {
    const session = sessionFor(context, blockContact.name);
    const contact_id = await contactIdOf(session, input);
    await session.write("POST", `${contactPath(contact_id)}/block`);
    return { contact_id };
  },
};
