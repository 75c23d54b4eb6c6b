import type { ClearFieldsInput, ClearFieldsOutput } from "../../../generated/chatbotx.ts";
import type { ActionCode } from "../../action.ts";
import { contactIdOf } from "../contacts.ts";
import { clearFields as clear } from "../fields.ts";
import { sessionFor } from "../session.ts";

/** Clears custom fields of a contact. */
export const clearFields: ActionCode<ClearFieldsInput, ClearFieldsOutput> = {
  name: "chatbotx.clear_fields",
  connection: "chatbotx",
  idempotent: true,
  async run({ fields, ...who }, context) {
    const session = sessionFor(context, clearFields.name);
    const contact_id = await contactIdOf(session, who);
    await clear(session, contact_id, fields);
    return { contact_id };
  },
};
