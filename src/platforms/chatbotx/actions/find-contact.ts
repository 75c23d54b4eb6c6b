import type { FindContactInput, FindContactOutput } from "../../../generated/chatbotx.ts";
import type { ActionCode } from "../../action.ts";
import { describeContact, findContact as find } from "../contacts.ts";
import { sessionFor } from "../session.ts";

/** Finds a contact; the output has tags and custom fields by name. */
export const findContact: ActionCode<FindContactInput, FindContactOutput> = {
  name: "chatbotx.find_contact",
  connection: "chatbotx",
  idempotent: true,
  async run(input, context) {
    const session = sessionFor(context, findContact.name);
    return describeContact(session, await find(session, input));
  },
};
