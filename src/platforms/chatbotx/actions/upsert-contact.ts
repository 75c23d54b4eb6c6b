import type { UpsertContactInput, UpsertContactOutput } from "../../../generated/chatbotx.ts";
import type { ActionCode } from "../../action.ts";
import { describeContact } from "../contacts.ts";
import { sessionFor } from "../session.ts";
import { upsert } from "../upsert.ts";

/** Finds a contact and changes them, or makes one; one person at a time. */
export const upsertContact: ActionCode<UpsertContactInput, UpsertContactOutput> = {
  name: "chatbotx.upsert_contact",
  connection: "chatbotx",
  idempotent: true,
  async run(input, context) {
    const session = sessionFor(context, upsertContact.name);
    const { contact, created } = await upsert(session, input);
    return { ...(await describeContact(session, contact)), created };
  },
};
