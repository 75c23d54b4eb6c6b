import type { SetFieldsInput, SetFieldsOutput } from "../../../generated/chatbotx.ts";
import type { ActionCode } from "../../action.ts";
import { contactIdOf } from "../contacts.ts";
import { setFields as set } from "../fields.ts";
import { sessionFor } from "../session.ts";

/** Sets custom fields of a contact. */
export const setFields: ActionCode<SetFieldsInput, SetFieldsOutput> = {
  name: "chatbotx.set_fields",
  connection: "chatbotx",
  idempotent: true,
  async run({ fields, ...who }, context) {
    const session = sessionFor(context, setFields.name);
    const contact_id = await contactIdOf(session, who);
    return { contact_id, fields: await set(session, contact_id, fields) };
  },
};
