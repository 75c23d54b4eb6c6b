import type { UpdateContactInput, UpdateContactOutput } from "../../../generated/chatbotx.ts";
import type { ActionCode } from "../../action.ts";
import { contactIdOf, contactPath } from "../contacts.ts";
import { inDialect } from "../dialect.ts";
import { profileTexts } from "../profiles.ts";
import { sessionFor } from "../session.ts";

/** Changes what is known of a contact. */
export const updateContact: ActionCode<UpdateContactInput, UpdateContactOutput> = {
  name: "chatbotx.update_contact",
  connection: "chatbotx",
  idempotent: true,
  async run({ set, ...who }, context) {
    const session = sessionFor(context, updateContact.name);
    const texts = profileTexts(set, session.settings.phoneRegion);
    const contact_id = await contactIdOf(session, who);
    await inDialect(session, (dialect) =>
      session.write(dialect === "later" ? "PATCH" : "PUT", contactPath(contact_id), texts),
    );
    return { contact_id };
  },
};
